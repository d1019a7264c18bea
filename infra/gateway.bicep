// The gateway itself. It is no part of main.bicep because it cannot be there before its image is: azd builds the image in the registry and then deploys this,
// at every `azd deploy`. So there is no stand-in at first, and nothing that a later `azd provision` could put in the image's place.
@description('Name of the container app.')
param name string
@description('The image, registry and tag and all.')
param image string
@description('Name of the environment it runs in.')
param environmentName string
@description('Name of the identity it pulls its image, reads its secrets and reports with.')
param identityName string
@description('Name of the vault with its secrets.')
param vaultName string
@description('Name of the Application Insights component.')
param appInsightsName string
@description('Where the registry answers.')
param registryServer string
@description('Where the three apps answer.')
param services { users: string, quizzes: string, results: string }
@description('Azure region.')
param location string = resourceGroup().location

// What scales by HTTP counts requests of the last seconds and does not see an open stream: with none, the last replica goes, and the streams with it.
@description('Least replicas: 1 or more where boards are streamed; 0 costs nothing at rest and means cold starts.')
@minValue(0)
@maxValue(10)
param minReplicas int = 1
@description('Most replicas.')
@minValue(1)
@maxValue(30)
param maxReplicas int = 10
@description('Names of your own that the app is reached by, with commas, beside the one that it has from Azure.')
param hosts string = ''
@description('Web pages (scheme://host[:port]) that browsers may call the API from, with commas.')
param origins string = ''
@description('What people call the OpenID Connect provider that they sign in with.')
param organisationName string = ''
@description('Its issuer; empty is none. Its secret for this platform is then in the vault: organisation-secret.')
param organisationAuthority string = ''
@description('What it knows this platform by.')
param organisationClientId string = ''

var port = 8080
var organised = !empty(organisationAuthority)

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' existing = {
  name: environmentName
}
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}
resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: appInsightsName
}

resource gateway 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: union(resourceGroup().tags, { 'azd-service-name': 'gateway' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single' // the old revision serves until the new one answers its probes
      maxInactiveRevisions: 5
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false, traffic: [{ latestRevision: true, weight: 100 }] }
      registries: [{ server: registryServer, identity: identity.id }]
      secrets: concat([
        { name: 'gateway-key', keyVaultUrl: '${vault.properties.vaultUri}secrets/gateway-key', identity: identity.id }
        { name: 'results-key', keyVaultUrl: '${vault.properties.vaultUri}secrets/results-key', identity: identity.id }
      ], organised
        ? [{ name: 'organisation-secret', keyVaultUrl: '${vault.properties.vaultUri}secrets/organisation-secret', identity: identity.id }]
        : [])
    }
    template: {
      terminationGracePeriodSeconds: 60 // it drains for 30 s at most
      containers: [
        {
          name: 'gateway'
          image: image
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          env: concat([
            { name: 'Services__Users', value: services.users }
            { name: 'Services__Quizzes', value: services.quizzes }
            { name: 'Services__Results', value: services.results }
            { name: 'Services__ResultsKey', secretRef: 'results-key' }
            { name: 'Gateway__Key', secretRef: 'gateway-key' }
            { name: 'Tokens__Issuer', value: services.users }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' } // the address that the ingress has written last is the client's
            { name: 'Gateway__Connections__PerAddress', value: '0' } // they all come from the ingress
            { name: 'Gateway__Hosts', value: '${name}.${environment.properties.defaultDomain},${hosts}' }
            { name: 'Gateway__Origins', value: origins }
            { name: 'Gateway__ProbeInstances', value: 'false' } // each probe would be a billed second of an app
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: appInsights.properties.ConnectionString }
            { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identity.properties.clientId};Authorization=AAD' }
            { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
          ], organised
            ? [
                { name: 'Organisation__Name', value: organisationName }
                { name: 'Organisation__Authority', value: organisationAuthority }
                { name: 'Organisation__ClientId', value: organisationClientId }
                { name: 'Organisation__ClientSecret', secretRef: 'organisation-secret' }
              ]
            : [], minReplicas > 0 ? [] : [{ name: 'Live__MaxStreams', value: '0' }])
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: port }, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: port }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/health/live', port: port }, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: concat(
          [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }],
          // By the processor, the last replica never went in KEDA before 2.11; which one Azure runs, it does not say.
          minReplicas > 0 ? [{ name: 'processor', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } } }] : []
        )
      }
    }
  }
}

output GATEWAY_URL string = 'https://${gateway.properties.configuration.ingress.fqdn}'
