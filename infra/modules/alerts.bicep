import { tags as tagsType } from 'types.bicep'

@description('Start of every name.')
param prefix string
@description('Azure region of the availability tests.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Who gets the e-mails; nobody means alerts show in the portal only.')
param emails string[]
@description('The Service Bus namespace.')
param serviceBusId string
@description('The Cosmos DB account.')
param cosmosId string
@description('The Application Insights component.')
param appInsightsId string
@description('Base URLs of those whose health is asked for.')
param healthOf { *: string }
@description('Ask them from five places.')
param availabilityTests bool
@description('Failed requests in 15 minutes that are too many.')
@minValue(1)
@maxValue(100000)
param failureThreshold int

// Five of Azure's test agents, far apart; their names are fixed by Azure.
var testLocations = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'us-va-ash-azr', 'us-ca-sjc-azr', 'apac-sg-sin-azr']
var asked = availabilityTests ? items(healthOf) : []

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'quizplatform'
    enabled: true
    emailReceivers: [for email in emails: { name: email, emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message was given up after its last delivery. docs/deploy.md says how to read and resend it.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-cosmos-429'
  location: 'global'
  tags: tags
  properties: {
    description: 'Cosmos DB refuses requests for want of request units: raise cosmosMaxThroughput or look for the costly query.'
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource failures 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-failures'
  location: 'global'
  tags: tags
  properties: {
    description: 'Requests or message handlers end in errors.'
    severity: 2
    enabled: true
    scopes: [appInsightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failed'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'microsoft.insights/components'
          metricName: 'requests/failed'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: failureThreshold
          dimensions: []
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource tests 'Microsoft.Insights/webtests@2022-06-15' = [
  for app in asked: {
    name: '${prefix}-${app.key}-health'
    location: location
    tags: union(tags, { 'hidden-link:${appInsightsId}': 'Resource' })
    kind: 'standard'
    properties: {
      Name: '${app.key} health'
      SyntheticMonitorId: '${prefix}-${app.key}-health'
      Kind: 'standard'
      Enabled: true
      Frequency: 900
      Timeout: 30
      RetryEnabled: true
      Locations: [for place in testLocations: { Id: place }]
      Request: { RequestUrl: '${app.value}/health', HttpVerb: 'GET' }
      ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
    }
  }
]

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for (app, i) in asked: {
    name: '${prefix}-${app.key}-unavailable'
    location: 'global'
    tags: tags
    properties: {
      description: 'GET /health of ${app.key} fails from two places or more.'
      severity: 1
      enabled: true
      scopes: [tests[i].id, appInsightsId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
        webTestId: tests[i].id
        componentId: appInsightsId
        failedLocationCount: 2
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]
