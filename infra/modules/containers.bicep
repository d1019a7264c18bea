import { tags as tagsType } from 'types.bicep'

@description('Name of the registry that the gateway is built in and pulled from.')
@minLength(5)
@maxLength(50)
param registryName string
@description('Name of the environment that the gateway runs in.')
param environmentName string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Subnet the gateway sends from; empty is none. Cannot be changed later.')
param subnetId string
@description('Spread over availability zones, which takes a subnet.')
param zoneRedundant bool
@description('Workspace for the logs.')
param workspaceId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: registryName
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false }
}

// Logs by diagnostic settings: the other way needs the workspace's key, which nothing here has.
resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: environmentName
  location: location
  tags: tags
  properties: {
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: false }
    zoneRedundant: zoneRedundant && !empty(subnetId)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

output registryServer string = registry.properties.loginServer
output domain string = environment.properties.defaultDomain
