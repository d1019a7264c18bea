import { tags as tagsType, appName } from 'types.bicep'

@description('Name of the virtual network.')
param name string
@description('The apps that send from it; each has a subnet of its own.')
param apps appName[]
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Addresses of the network, a /22 or larger.')
param addressPrefix string

// Parents of the names behind private endpoints; they are fixed by Azure and differ between clouds only for storage.
var zoneNames = {
  cosmos: 'privatelink.documents.azure.com'
  serviceBus: 'privatelink.servicebus.windows.net'
  storage: 'privatelink.blob.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
}
var zoneKeys = ['cosmos', 'serviceBus', 'storage', 'vault']
// What comes from a subnet by one of these, the apps know as that subnet's; without, it leaves by an address that others share.
var toApps = [{ service: 'Microsoft.Web' }]

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: concat(
      [{ name: 'endpoints', properties: { addressPrefix: cidrSubnet(addressPrefix, 26, 0), privateEndpointNetworkPolicies: 'Disabled' } }],
      map(apps, (app, i) => {
        name: app
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, i + 1)
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
          serviceEndpoints: toApps
        }
      }),
      [
        {
          name: 'gateway'
          properties: {
            addressPrefix: cidrSubnet(addressPrefix, 26, length(apps) + 1)
            delegations: [{ name: 'containers', properties: { serviceName: 'Microsoft.App/environments' } }]
            serviceEndpoints: toApps
          }
        }
      ]
    )
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for key in zoneKeys: {
    name: zoneNames[key]
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (key, i) in zoneKeys: {
    parent: zones[i]
    name: name
    location: 'global'
    tags: tags
    properties: { virtualNetwork: { id: network.id }, registrationEnabled: false }
  }
]

output endpointsSubnetId string = '${network.id}/subnets/endpoints'
@description('Of each app, and of the gateway.')
output senderSubnetIds { *: string } = toObject(concat(apps, ['gateway']), sender => sender, sender => '${network.id}/subnets/${sender}')
output cosmosZoneId string = zones[0].id
output serviceBusZoneId string = zones[1].id
output storageZoneId string = zones[2].id
output vaultZoneId string = zones[3].id
