import { tags as tagsType } from 'types.bicep'

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Topics need Standard, private endpoints Premium.')
@allowed(['Standard', 'Premium'])
param sku string
@description('Messaging units (Premium only).')
@allowed([1, 2, 4, 8, 16])
param capacity int
@description('Reached through a private endpoint only (Premium).')
param isPrivate bool
@description('Workspace for the resource logs.')
param workspaceId string

// The emulator, the embedded bus and Azure all take the topology from this one file.
var topics = loadJsonContent('../servicebus.json').UserConfig.Namespaces[0].Topics
var subscriptions = flatten(map(
  topics,
  (topic, index) =>
    map(topic.Subscriptions, subscription => {
      topicIndex: index
      name: subscription.Name
      properties: subscription.Properties
      rules: subscription.?Rules ?? []
    })
))

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium' ? { name: sku, tier: sku, capacity: capacity } : { name: sku, tier: sku }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource busTopics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [
  for topic in topics: {
    parent: bus
    name: topic.Name
    properties: {
      requiresDuplicateDetection: topic.Properties.RequiresDuplicateDetection
      duplicateDetectionHistoryTimeWindow: topic.Properties.DuplicateDetectionHistoryTimeWindow
    }
  }
]

resource busSubscriptions 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [
  for subscription in subscriptions: {
    parent: busTopics[subscription.topicIndex]
    name: subscription.name
    properties: {
      deadLetteringOnMessageExpiration: subscription.properties.DeadLetteringOnMessageExpiration
      lockDuration: subscription.properties.LockDuration
      maxDeliveryCount: subscription.properties.MaxDeliveryCount
      requiresSession: subscription.properties.RequiresSession
    }
  }
]

// Called $Default, it takes the place of the rule that lets everything come, which each subscription is made with.
resource busRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [
  for (subscription, index) in subscriptions: if (!empty(subscription.rules)) {
    parent: busSubscriptions[index]
    name: '$Default'
    properties: {
      filterType: 'CorrelationFilter'
      correlationFilter: { label: subscription.rules[?0].?Properties.CorrelationFilter.Label }
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: bus
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = bus.id
output hostName string = split(split(bus.properties.serviceBusEndpoint, '://')[1], ':')[0]
