import { tags as tagsType, identity } from 'types.bicep'

@description('Name of the identity.')
param name string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType

resource user 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output identity identity = {
  id: user.id
  clientId: user.properties.clientId
  principalId: user.properties.principalId
}
