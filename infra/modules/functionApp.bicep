import { tags as tagsType, appName, identity as identityType, settings as settingsType, readyGroup } from 'types.bicep'

@description('Name of the function app; its host name is made from it.')
@minLength(2)
@maxLength(60)
param name string
@description('Name of its Flex Consumption plan.')
param planName string
@description('Which of the three apps it is.')
param app appName
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('The identity the app and its host sign in with.')
param identity identityType
@description('Storage account of the host (locks, keys).')
param storageAccountName string
@description('Blob container the app is deployed from.')
param packageUrl string
@description('Where telemetry goes; worth nothing without the identity.')
param appInsightsConnectionString string
@description('Settings of this app, beyond those every host needs.')
param settings settingsType
@description('Most instances.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int
@description('Memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int
@description('Instances that are always on, by scale group; none means cold starts.')
param alwaysReady readyGroup[]
@description('Web pages (scheme://host[:port]) that browsers may call the app from.')
param corsOrigins string[]
@description('Subnets of a private network by who sends from them, this app among them; empty is none.')
param subnetIds { *: string }
@description('Whose subnets may call the app; everybody may without a private network.')
param callers string[]
@description('Spread over availability zones.')
param zoneRedundant bool
@description('Workspace for the resource logs.')
param workspaceId string

var hostSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: appInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  AZURE_CLIENT_ID: identity.clientId
}

// By service endpoints, which Flex Consumption has (learn.microsoft.com/azure/azure-functions/functions-networking-options), and not by a private endpoint:
// with one, and a subnet to send from, deployments have stalled (github.com/Azure/Azure-Functions/issues/2635).
var access = empty(subnetIds)
  ? {}
  : {
      ipSecurityRestrictions: map(callers, (caller, i) => {
        name: caller
        action: 'Allow'
        priority: 100 + i
        vnetSubnetResourceId: subnetIds[caller]
      })
      ipSecurityRestrictionsDefaultAction: 'Deny'
      // Packages come from wherever a deployer has signed in.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
    }

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': app })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: subnetIds[?app]
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReady
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ...access
      cors: { allowedOrigins: corsOrigins, supportCredentials: false }
      appSettings: map(items(union(hostSettings, settings)), setting => { name: setting.key, value: setting.value })
    }
  }

  // Publishing is by sign-in only, never by a user name and a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

// No FunctionAppLogs: the apps' log lines are in Application Insights already, and each would be kept, and paid, twice.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: site
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = site.id
output url string = 'https://${site.properties.defaultHostName}'
