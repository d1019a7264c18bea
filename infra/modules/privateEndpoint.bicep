import { tags as tagsType } from 'types.bicep'

@description('Name of the endpoint.')
param name string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('What is reached through it.')
param targetId string
@description('Which part of the target.')
@allowed(['Sql', 'namespace', 'blob', 'vault'])
param part string
@description('Subnet that holds its address.')
param subnetId string
@description('Private zone that gets its name.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: name, properties: { privateLinkServiceId: targetId, groupIds: [part] } }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: 'zone', properties: { privateDnsZoneId: zoneId } }] }
  }
}
