import { tags as tagsType } from 'types.bicep'

@description('Name of the Log Analytics workspace.')
param workspaceName string
@description('Name of the Application Insights component.')
param appInsightsName string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Days that logs and telemetry are kept. 30 cost nothing beyond ingestion.')
@minValue(30)
@maxValue(730)
param retentionDays int
@description('Gigabytes a day after which ingestion stops until midnight UTC; -1 is no limit.')
@minValue(-1)
@maxValue(1000)
param dailyCapGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    features: { disableLocalAuth: true }
  }
}

resource appInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: appInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // The connection string alone lets nobody send telemetry: the apps sign in with their identities.
    DisableLocalAuth: true
  }
}

output workspaceId string = workspace.id
output appInsightsId string = appInsights.id
output connectionString string = appInsights.properties.ConnectionString
