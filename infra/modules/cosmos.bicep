import { tags as tagsType, appName } from 'types.bicep'

@description('Name of the account.')
@minLength(3)
@maxLength(44)
param name string
@description('The apps: each gets one database with one container, both of its name.')
param apps appName[]
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('serverless is paid by use, autoscale by the hour.')
@allowed(['serverless', 'autoscale'])
param capacity string
@description('Most request units a second per database under autoscale; a tenth of it is always paid.')
@minValue(1000)
@maxValue(100000)
param maxThroughput int
@description('How far back any moment can be restored.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param backup string
@description('Spread over availability zones.')
param zoneRedundant bool
@description('Reached through a private endpoint only.')
param isPrivate bool
@description('Workspace for the resource logs.')
param workspaceId string

// One list for both: what the code orders by (a test compares) and what is deployed.
var indexes = loadJsonContent('../cosmos-indexes.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: capacity == 'serverless' ? [{ name: 'EnableServerless' }] : []
    // A handler counts from what another process wrote a moment ago; with Session it might not see it, and nobody would tell it again.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: backup } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource databases 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = [
  for app in apps: {
    parent: account
    name: app
    tags: tags
    properties: {
      resource: { id: app }
      options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: maxThroughput } } : {}
    }
  }
]

resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = [
  for (app, i) in apps: {
    parent: databases[i]
    name: app
    tags: tags
    properties: {
      resource: {
        id: app
        partitionKey: { kind: 'Hash', version: 2, paths: ['/Partition'] }
        // Nothing expires unless the document itself says when.
        defaultTtl: -1
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [{ path: '/*' }]
          excludedPaths: map(concat(indexes[app].excludedPaths, ['/"_etag"/?']), path => { path: path })
          compositeIndexes: indexes[app].compositeIndexes
        }
      }
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'QueryRuntimeStatistics', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: true }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
