targetScope = 'subscription'

import { alwaysReady as alwaysReadyType, appName, organisation as organisationType, settings, subscriber } from 'modules/types.bicep'

@description('Name of this environment, e.g. dev or prod; part of every name and tag.')
@minLength(2)
@maxLength(16)
param environmentName string
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@description('Azure region of everything: those with Flex Consumption. infra/preflight.sh asks Azure whether .NET 10 and zones are there as well.')
param location string
@description('All names are made from it. Raise it when purge protection keeps the name of a vault that was deleted.')
@minValue(1)
param generation int = 1
@description('Tags put on every resource, beside project and environment.')
param tags { *: string } = {}

@description('Cosmos DB: serverless is paid by use, autoscale by the hour. Cannot be changed later.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'
@description('Most request units a second per database under autoscale; a tenth of it is always paid.')
@minValue(1000)
@maxValue(100000)
param cosmosMaxThroughput int = 1000
@description('How far back any moment of the data can be restored.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param cosmosBackup string = 'Continuous7Days'

@description('Service Bus: topics need Standard, a private network needs Premium.')
@allowed(['Standard', 'Premium'])
param serviceBusSku string = 'Standard'
@description('Messaging units of Premium.')
@allowed([1, 2, 4, 8, 16])
param serviceBusCapacity int = 1

@description('Web pages (scheme://host[:port]) that browsers may call the API from. Never *.')
@maxLength(20)
param corsOrigins string[] = []

@description('Most instances of each app.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40
@description('Memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048
// At 2048 MB an instance costs 21 dollars a month: 63 for http: 1 (three apps), 168 for events: 1 (eight functions).
@description('Instances that are always on; 0 costs nothing at rest, and means cold starts.')
param alwaysReady alwaysReadyType = { http: 0, events: 0 }

@description('Whoever registers with this e-mail address is the administrator; empty is nobody.')
@maxLength(254)
param adminEmail string = ''
@description('Letters are sent, by Azure Communication Services: without them a forgotten password is the end of an account.')
param mail bool = true
@allowed([
  'Africa'
  'Asia Pacific'
  'Australia'
  'Brazil'
  'Canada'
  'Europe'
  'France'
  'Germany'
  'India'
  'Japan'
  'Korea'
  'Norway'
  'Switzerland'
  'UAE'
  'UK'
  'United States'
])
@description('Where letters rest on their way. Cannot be changed later.')
param mailDataLocation string = 'Europe'
@description('A domain of your own for letters to be from; empty is none.')
@maxLength(253)
param mailDomain string = ''
@description('Azure has verified it. Until then letters are from a domain that Azure gives, which is good for ten an hour.')
param mailDomainVerified bool = false
@description('People may play without an account.')
param guests bool = true
@description('People sign in with the account that they have at an OpenID Connect provider.')
param organisation organisationType = { authority: '', clientId: '', createAccounts: false, rolesClaim: '', authorRole: '', adminRole: '' }
@description('Only people with the role author or admin may write quizzes.')
param authorsOnly bool = false
@description('Which of a person\'s results count on boards where an author has not chosen: the first, or the best.')
@allowed(['unaided', 'best'])
param leaderboardCounts string = 'unaided'
@description('On boards over all quizzes count all, or those that admins mark: where everybody may write, a second account can write a hundred trivial ones.')
@allowed(['all', 'featured'])
param rankedQuizzes string = 'all'
@description('Parts that each board has in the store, by player: more for very many submissions (docs/scale.md). Boards are divided anew while people play.')
@minValue(1)
@maxValue(64)
param boardShards int = 1

@description('Days that logs and telemetry are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30
@description('Gigabytes of logs a day after which ingestion stops until midnight UTC; -1 is no limit.')
@minValue(-1)
@maxValue(1000)
param dailyCapGb int = 1
@description('Who gets alerts by e-mail.')
@maxLength(20)
param alertEmails string[] = []
@description('Ask every app, or with a private network the gateway, for its health from five places every 15 minutes. Paid by the test; keeps the apps awake.')
param availabilityTests bool = false
@description('Failed requests in 15 minutes that raise an alert.')
@minValue(1)
@maxValue(100000)
param failureThreshold int = 10

@description('What a month may cost, in the currency of the bill: people are told at 80 and 100 percent, and when 100 are to be expected. 0 is no budget.')
@minValue(0)
param budgetAmount int = 0
@description('First day of the first month of the budget, yyyy-MM-01: infra/preflight.sh finds it out.')
param budgetStart string = ''

@description('Data, messages, storage and vaults only through private endpoints, the apps only for the gateway and each other. Needs serviceBusSku Premium.')
param privateNetwork bool = false
@description('Addresses of the private network, a /22 or larger.')
param addressPrefix string = '10.20.0.0/22'
// 840 dollars a month at 2048 MB: two instances are then always on for HTTP and for each function of its own, twenty in all, whatever alwaysReady says.
@description('Spread over availability zones, where the region has them.')
param zoneRedundant bool = false
@description('Deleted secrets and vaults stay recoverable for 90 days whatever anybody does. Cannot be taken back.')
param purgeProtection bool = false

@description('Object id of the person or pipeline that writes the two secrets (infra/secrets.sh); empty gives nobody that right.')
param deployerId string = ''

var apps appName[] = ['users', 'quizzes', 'results']
var token = uniqueString(subscription().id, environmentName, location, string(generation))
// preflight.sh finds deleted vaults by the last two.
var allTags = union(tags, { project: 'quiz-platform', environment: environmentName, 'azd-env-name': environmentName, generation: string(generation) })
var audience = 'quiz-platform'

var names = {
  sites: toObject(apps, app => app, app => 'func-${app}-${environmentName}-${token}')
  storage: toObject(apps, app => app, app => 'st${app}${token}')
  cosmos: 'cosmos-${environmentName}-${token}'
  serviceBus: 'sb-${environmentName}-${token}'
  appInsights: 'appi-quiz-${environmentName}'
  vaults: { users: 'kv-users-${token}', results: 'kv-results-${token}', gateway: 'kv-gateway-${token}' }
  registry: 'crquiz${token}'
  gateway: 'ca-gateway-${environmentName}'
  gatewayIdentity: 'id-gateway-${environmentName}'
  gatewayEnvironment: 'cae-quiz-${environmentName}'
  network: 'vnet-quiz-${environmentName}'
  mail: 'acs-quiz-${environmentName}-${token}'
  email: 'email-quiz-${environmentName}-${token}'
}
// The names are chosen here, so no app has to wait for another to learn its address.
var urls = {
  users: 'https://${names.sites.users}.azurewebsites.net'
  quizzes: 'https://${names.sites.quizzes}.azurewebsites.net'
  results: 'https://${names.sites.results}.azurewebsites.net'
}
var package = 'package'

// Who calls whom; with a private network nobody else may. Itself, because the Functions host tells App Service of its triggers at its own address.
var callers = {
  users: ['gateway', 'users', 'quizzes', 'results']
  quizzes: ['gateway', 'quizzes', 'results']
  results: ['gateway', 'results']
}

// Who listens to what; a test holds it against the trigger attributes.
var subscribers subscriber[] = [
  { topic: 'users', subscription: 'quizzes', app: 'quizzes', function: 'OnUserEvent' }
  { topic: 'users', subscription: 'results', app: 'results', function: 'OnUserEvent' }
  { topic: 'users', subscription: 'mail', app: 'users', function: 'OnMailEvent' }
  { topic: 'quizzes', subscription: 'results', app: 'results', function: 'OnQuizEvent' }
  { topic: 'quizzes', subscription: 'mail', app: 'users', function: 'OnQuizEvent' }
  { topic: 'results', subscription: 'leaderboard', app: 'results', function: 'UpdateLeaderboard' }
  { topic: 'results', subscription: 'statistics', app: 'results', function: 'UpdateStatistics' }
  { topic: 'results', subscription: 'analytics', app: 'results', function: 'UpdateAnalytics' }
]

// A wildcard would let every web page in the world act for a signed-in person.
var pages = contains(join(corsOrigins, ','), '*') ? fail('corsOrigins must name the web pages; "*" is not allowed.') : corsOrigins
// Flex Consumption scales HTTP as one group, and every other function by itself.
var ready = toObject(
  apps,
  app => app,
  app =>
    concat(
      alwaysReady.http > 0 ? [{ name: 'http', instanceCount: alwaysReady.http }] : [],
      alwaysReady.events > 0 ? map(filter(subscribers, s => s.app == app), s => { name: 'function:${s.function}', instanceCount: alwaysReady.events }) : []
    )
)

var busSku = privateNetwork && serviceBusSku != 'Premium' ? fail('privateNetwork needs serviceBusSku Premium.') : serviceBusSku

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-quiz-${environmentName}'
  location: location
  tags: allTags
}

module identities 'modules/identity.bicep' = [
  for app in apps: {
    scope: group
    params: { name: 'id-${app}-${environmentName}', location: location, tags: allTags }
  }
]

module gatewayIdentity 'modules/identity.bicep' = {
  scope: group
  params: { name: names.gatewayIdentity, location: location, tags: allTags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-quiz-${environmentName}'
    appInsightsName: names.appInsights
    location: location
    tags: allTags
    retentionDays: retentionDays
    dailyCapGb: dailyCapGb
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: names.cosmos
    apps: apps
    location: location
    tags: allTags
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    backup: cosmosBackup
    zoneRedundant: zoneRedundant
    isPrivate: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  scope: group
  params: {
    name: names.serviceBus
    location: location
    tags: allTags
    sku: busSku
    capacity: serviceBusCapacity
    isPrivate: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'modules/storage.bicep' = [
  for app in apps: {
    scope: group
    params: {
      name: names.storage[app]
      packageContainer: package
      location: location
      tags: allTags
      sku: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
      isPrivate: privateNetwork
      workspaceId: monitoring.outputs.workspaceId
    }
  }
]

// users: the token signing key. results: its key to the quizzes app's internal route. gateway: the key that it signs clients' addresses with, and all know.
module vaults 'modules/vault.bicep' = [
  for vault in [names.vaults.users, names.vaults.results, names.vaults.gateway]: {
    scope: group
    params: {
      name: vault
      location: location
      tags: allTags
      isPrivate: privateNetwork
      purgeProtection: purgeProtection
      workspaceId: monitoring.outputs.workspaceId
    }
  }
]

// Where the gateway runs and where its image is; gateway.bicep is the gateway.
module containers 'modules/containers.bicep' = {
  scope: group
  params: {
    registryName: names.registry
    environmentName: names.gatewayEnvironment
    location: location
    tags: allTags
    subnetId: privateNetwork ? network!.outputs.senderSubnetIds.gateway : ''
    zoneRedundant: zoneRedundant
    workspaceId: monitoring.outputs.workspaceId
  }
}

module letters 'modules/mail.bicep' = if (mail) {
  scope: group
  params: {
    name: names.mail
    emailName: names.email
    tags: allTags
    dataLocation: mailDataLocation
    domain: mailDomain
    domainVerified: mailDomainVerified
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identities: {
      users: identities[0].outputs.identity
      quizzes: identities[1].outputs.identity
      results: identities[2].outputs.identity
      gateway: gatewayIdentity.outputs.identity
    }
    storageAccounts: { users: names.storage.users, quizzes: names.storage.quizzes, results: names.storage.results }
    vaults: names.vaults
    cosmosName: names.cosmos
    serviceBusName: names.serviceBus
    appInsightsName: names.appInsights
    registryName: names.registry
    mailName: mail ? names.mail : ''
    subscribers: subscribers
    deployerId: deployerId
  }
  dependsOn: [cosmos, serviceBus, storage, vaults, monitoring, containers, letters]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: { name: names.network, apps: apps, location: location, tags: allTags, addressPrefix: addressPrefix }
}

var privateTargets = privateNetwork
  ? [
      { name: 'cosmos', part: 'Sql' }
      { name: 'servicebus', part: 'namespace' }
      { name: 'storage-users', part: 'blob' }
      { name: 'storage-quizzes', part: 'blob' }
      { name: 'storage-results', part: 'blob' }
      { name: 'vault-users', part: 'vault' }
      { name: 'vault-results', part: 'vault' }
      { name: 'vault-gateway', part: 'vault' }
    ]
  : []
module endpoints 'modules/privateEndpoint.bicep' = [
  for (target, i) in privateTargets: {
    scope: group
    params: {
      name: 'pe-${target.name}-${environmentName}'
      location: location
      tags: allTags
      part: target.part
      targetId: [
        cosmos.outputs.id
        serviceBus.outputs.id
        storage[0].outputs.id
        storage[1].outputs.id
        storage[2].outputs.id
        vaults[0].outputs.id
        vaults[1].outputs.id
        vaults[2].outputs.id
      ][i]
      subnetId: network!.outputs.endpointsSubnetId
      zoneId: {
        Sql: network!.outputs.cosmosZoneId
        namespace: network!.outputs.serviceBusZoneId
        blob: network!.outputs.storageZoneId
        vault: network!.outputs.vaultZoneId
      }[target.part]
    }
  }
]

var gatewayUrl = 'https://${names.gateway}.${containers.outputs.domain}'
var everyApp settings = {
  Cosmos__AccountEndpoint: cosmos.outputs.endpoint
  ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.hostName
  ServiceBus__credential: 'managedidentity'
  Tokens__Issuer: urls.users
  Tokens__Audience: audience
  // Filled in by the platform from the vault, as the one below; the deployment knows the name of the secret only.
  Gateway__Key: '@Microsoft.KeyVault(SecretUri=${vaults[2].outputs.uri}secrets/gateway-key)'
}
var ownSettings = {
  users: union(mail ? { Mail__Endpoint: letters!.outputs.endpoint, Mail__From: letters!.outputs.from } : {}, {
    KeyVault__Uri: vaults[0].outputs.uri
    Users__AdminEmail: adminEmail
    Mail__Site: gatewayUrl
    Users__Guests: string(guests)
    Organisation__Authority: organisation.authority
    Organisation__ClientId: organisation.clientId
    Organisation__CreateAccounts: string(organisation.createAccounts)
    Organisation__RolesClaim: organisation.rolesClaim
    Organisation__AuthorRole: organisation.authorRole
    Organisation__AdminRole: organisation.adminRole
    // Azure's front end writes into it the address that it sees, over whatever a client claims.
    RateLimits__AddressHeader: 'Client-IP'
  })
  quizzes: {
    Services__Users: urls.users
    Quizzes__AuthorsOnly: string(authorsOnly)
    Quizzes__LeaderboardCounts: leaderboardCounts
  }
  results: {
    Services__Users: urls.users
    Services__Quizzes: urls.quizzes
    Results__RankedQuizzes: rankedQuizzes
    Results__BoardShards: string(boardShards)
    Services__QuizzesKey: '@Microsoft.KeyVault(SecretUri=${vaults[1].outputs.uri}secrets/quizzes-key)'
  }
}

module functionApps 'modules/functionApp.bicep' = [
  for (app, i) in apps: {
    scope: group
    params: {
      name: names.sites[app]
      planName: 'plan-${app}-${environmentName}-${token}' // a plan of Flex Consumption holds one app
      app: app
      location: location
      tags: allTags
      identity: identities[i].outputs.identity
      storageAccountName: names.storage[app]
      packageUrl: '${storage[i].outputs.blobEndpoint}${package}'
      appInsightsConnectionString: monitoring.outputs.connectionString
      settings: union(everyApp, { ServiceBus__clientId: identities[i].outputs.identity.clientId }, ownSettings[app])
      maximumInstanceCount: maximumInstanceCount
      instanceMemoryMB: instanceMemoryMB
      corsOrigins: pages
      alwaysReady: ready[app]
      subnetIds: privateNetwork ? network!.outputs.senderSubnetIds : {}
      callers: callers[app]
      zoneRedundant: zoneRedundant
      workspaceId: monitoring.outputs.workspaceId
    }
    // An app that starts before it may read its settings and its storage stays down until it is restarted.
    dependsOn: [roles, endpoints]
  }
]

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    prefix: 'quiz-${environmentName}'
    location: location
    tags: allTags
    emails: alertEmails
    serviceBusId: serviceBus.outputs.id
    cosmosId: cosmos.outputs.id
    appInsightsId: monitoring.outputs.appInsightsId
    // The apps let Azure's test agents in no more than anybody; the gateway asks them, and says how they are.
    healthOf: privateNetwork ? { gateway: gatewayUrl } : urls
    availabilityTests: availabilityTests
    failureThreshold: failureThreshold
  }
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0) {
  scope: group
  params: { name: 'quiz-${environmentName}', amount: budgetAmount, start: budgetStart, emails: alertEmails }
}

output AZURE_RESOURCE_GROUP string = group.name
// Known before the gateway is there, which gateway.bicep brings.
output GATEWAY_URL string = gatewayUrl
output GATEWAY_APP string = names.gateway
output GATEWAY_ENVIRONMENT string = names.gatewayEnvironment
output GATEWAY_IDENTITY string = names.gatewayIdentity
output GATEWAY_VAULT string = names.vaults.gateway
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = containers.outputs.registryServer
output USERS_URL string = functionApps[0].outputs.url
output QUIZZES_URL string = functionApps[1].outputs.url
output RESULTS_URL string = functionApps[2].outputs.url
output USERS_APP string = names.sites.users
output QUIZZES_APP string = names.sites.quizzes
output RESULTS_APP string = names.sites.results
output USERS_VAULT string = names.vaults.users
output RESULTS_VAULT string = names.vaults.results
output SERVICEBUS_NAMESPACE string = names.serviceBus
output APPINSIGHTS_NAME string = names.appInsights
