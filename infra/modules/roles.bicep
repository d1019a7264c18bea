// Every role there is, in one place. An app may: use its own database, send to its own topic, own its own
// subscriptions, run on its own storage account, report telemetry, (users, results) read its own vault, and (users) send letters. The gateway may pull its
// image and report telemetry. All four read the gateway's vault: the key in it is shared.
import { appName, identity, subscriber } from 'types.bicep'

@description('The identity of each app and of the gateway.')
param identities { users: identity, quizzes: identity, results: identity, gateway: identity }
@description('The storage account of each app.')
param storageAccounts { users: string, quizzes: string, results: string }
@description('The vault of each app that has one, and the gateway\'s.')
param vaults { users: string, results: string, gateway: string }
@description('Name of the Cosmos DB account.')
param cosmosName string
@description('Name of the Service Bus namespace.')
param serviceBusName string
@description('Name of the Application Insights component.')
param appInsightsName string
@description('Name of the registry with the image of the gateway.')
param registryName string
@description('Name of the Communication Services resource that sends letters; empty is none.')
param mailName string
@description('Who listens to which subscription.')
param subscribers subscriber[]
@description('Object id of the person or pipeline that writes the secrets; empty gives nobody that right.')
param deployerId string

var apps appName[] = ['users', 'quizzes', 'results']
var appsWithVault = ['users', 'results']
var everybody = ['users', 'quizzes', 'results', 'gateway']

var roleIds = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  serviceBusDataOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  communicationOwner: '09976791-48a7-449e-bb21-39d1a415f350'
  cosmosDataContributor: '00000000-0000-0000-0000-000000000002'
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' existing = {
  name: cosmosName
}
resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}
resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = [for app in apps: { parent: bus, name: app }]
resource subscriptions 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' existing = [
  for subscriber in subscribers: {
    name: '${serviceBusName}/${subscriber.topic}/${subscriber.subscription}'
  }
]
resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [for app in apps: { name: storageAccounts[app] }]
resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: appInsightsName
}
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}
resource mail 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: empty(mailName) ? 'none' : mailName
}
resource gatewayVault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaults.gateway
}
resource keyVaults 'Microsoft.KeyVault/vaults@2024-11-01' existing = [for app in appsWithVault: { name: vaults[app] }]

// One after the other: the account takes one change at a time and refuses a second with 412.
@batchSize(1)
resource ownDatabase 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = [
  for app in apps: {
    parent: cosmos
    name: guid(cosmos.id, app, roleIds.cosmosDataContributor)
    properties: {
      principalId: identities[app].principalId
      roleDefinitionId: '${cosmos.id}/sqlRoleDefinitions/${roleIds.cosmosDataContributor}'
      scope: '${cosmos.id}/dbs/${app}'
    }
  }
]

resource ownTopic 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (app, i) in apps: {
    name: guid(topics[i].id, app, roleIds.serviceBusDataSender)
    scope: topics[i]
    properties: {
      principalId: identities[app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.serviceBusDataSender)
    }
  }
]

// Owner, not Receiver: whoever scales the app asks with its identity how many messages wait, and a Receiver may not know. Without it they guess from what
// they peek, and say nothing (azure-docs 128626). It is for the subscription alone: there is nothing in it but to receive, and the subscription itself.
resource ownSubscriptions 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (subscriber, i) in subscribers: {
    name: guid(subscriptions[i].id, subscriber.app, roleIds.serviceBusDataOwner)
    scope: subscriptions[i]
    properties: {
      principalId: identities[subscriber.app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.serviceBusDataOwner)
    }
  }
]

// Owner, not Contributor: the Functions host itself asks for it on AzureWebJobsStorage.
resource ownStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (app, i) in apps: {
    name: guid(accounts[i].id, app, roleIds.storageBlobDataOwner)
    scope: accounts[i]
    properties: {
      principalId: identities[app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataOwner)
    }
  }
]

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for app in everybody: {
    name: guid(appInsights.id, app, roleIds.monitoringMetricsPublisher)
    scope: appInsights
    properties: {
      principalId: identities[app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringMetricsPublisher)
    }
  }
]

// A vault holds one app's secrets and nothing else, so reading the vault is reading just those. (A role on a single secret
// cannot be given before the secret exists, and no secret is written by a deployment.)
resource ownVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (app, i) in appsWithVault: {
    name: guid(keyVaults[i].id, app, roleIds.keyVaultSecretsUser)
    scope: keyVaults[i]
    properties: {
      principalId: identities[app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    }
  }
]

resource sharedVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for app in everybody: {
    name: guid(gatewayVault.id, app, roleIds.keyVaultSecretsUser)
    scope: gatewayVault
    properties: {
      principalId: identities[app].principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    }
  }
]

// The least that is built in and may send. It could change the resource too, whose keys are off; the domain is another resource, and out of its reach.
resource letters 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(mailName)) {
  name: guid(mail.id, 'users', roleIds.communicationOwner)
  scope: mail
  properties: {
    principalId: identities.users.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.communicationOwner)
  }
}

resource ownImage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, 'gateway', roleIds.acrPull)
  scope: registry
  properties: {
    principalId: identities.gateway.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.acrPull)
  }
}

// No principalType: Azure looks up what the deployer is, and azd does not tell a .bicepparam file.
resource deployerVaults 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (app, i) in appsWithVault: if (!empty(deployerId)) {
    name: guid(keyVaults[i].id, deployerId, roleIds.keyVaultSecretsOfficer)
    scope: keyVaults[i]
    properties: {
      principalId: deployerId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
    }
  }
]

resource deployerGatewayVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(gatewayVault.id, deployerId, roleIds.keyVaultSecretsOfficer)
  scope: gatewayVault
  properties: {
    principalId: deployerId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
  }
}
