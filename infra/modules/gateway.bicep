import { tags as tagsType, route as routeType } from 'types.bicep'

@description('Name of the API Management service; its host name is made from it.')
@minLength(1)
@maxLength(50)
param name string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Tier of the service.')
@allowed(['Consumption', 'Developer', 'BasicV2', 'StandardV2'])
param sku string
@description('Who is named as the publisher.')
param publisherName string
@description('Where API Management sends its notices.')
param publisherEmail string
@description('Web pages (scheme://host[:port]) that browsers may call the API from. Never *.')
param corsOrigins string[]
@description('Base URL of each app.')
param appUrls { users: string, quizzes: string, results: string }
@description('The audience access tokens are made for.')
param audience string
@description('Workspace for the resource logs.')
param workspaceId string

// Checked when the deployment starts: a wildcard would let every web page in the world act for a signed-in person.
var origins = contains(corsOrigins, '*') ? fail('corsOrigins must name the web pages; "*" is not allowed.') : corsOrigins

// Only these routes go through: no internal route, no host administration.
var routes routeType[] = loadJsonContent('../gateway-routes.json')

// The apps check every token themselves. Here a call without a good one ends before it costs anybody an instance.
var token = replace(replace(loadTextContent('../policies/token.xml'), '{users}', appUrls.users), '{audience}', audience)
var cors = replace(loadTextContent('../policies/cors.xml'), '<!-- origins -->', join(map(origins, origin => '<origin>${origin}</origin>'), ''))

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku, capacity: sku == 'Consumption' ? 0 : 1 }
  properties: { publisherName: publisherName, publisherEmail: publisherEmail }
}

resource backends 'Microsoft.ApiManagement/service/backends@2024-05-01' = [
  for app in items(appUrls): {
    parent: service
    name: app.key
    properties: { protocol: 'http', url: app.value }
  }
]

resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: service
  name: 'quiz-platform'
  properties: {
    displayName: 'QuizPlatform'
    path: ''
    protocols: ['https']
    subscriptionRequired: false
  }

  resource policy 'policies' = {
    name: 'policy'
    properties: {
      format: 'xml'
      value: replace(loadTextContent('../policies/api.xml'), '<!-- cors -->', empty(origins) ? '' : cors)
    }
  }
}

resource operations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for route in routes: {
    parent: api
    name: toLower('${route.method}${replace(replace(replace(replace(route.path, '/', '-'), '.', ''), '{', ''), '}', '')}')
    properties: {
      displayName: '${route.method} ${route.path}'
      method: route.method
      urlTemplate: route.path
      templateParameters: map(
        filter(split(route.path, '/'), segment => startsWith(segment, '{')),
        segment => { name: replace(replace(segment, '{', ''), '}', ''), type: 'string', required: true }
      )
    }
  }
]

resource operationPolicies 'Microsoft.ApiManagement/service/apis/operations/policies@2024-05-01' = [
  for (route, i) in routes: {
    parent: operations[i]
    name: 'policy'
    properties: {
      format: 'xml'
      value: replace(replace(loadTextContent('../policies/operation.xml'), '{app}', route.app), '<!-- token -->', route.bearer ? token : '')
    }
    dependsOn: [backends]
  }
]

// The Consumption tier has no resource logs; there the apps' own telemetry has to do.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (sku != 'Consumption') {
  name: 'workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'GatewayLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output url string = service.properties.gatewayUrl
