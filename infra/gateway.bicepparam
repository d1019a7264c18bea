// What azd deploys the gateway with, once its image is built: outputs of main.bicep, and those that `azd env set NAME value` sets.
using 'gateway.bicep'

param name = readEnvironmentVariable('GATEWAY_APP')
param image = readEnvironmentVariable('SERVICE_GATEWAY_IMAGE_NAME')
param environmentName = readEnvironmentVariable('GATEWAY_ENVIRONMENT')
param identityName = readEnvironmentVariable('GATEWAY_IDENTITY')
param vaultName = readEnvironmentVariable('GATEWAY_VAULT')
param appInsightsName = readEnvironmentVariable('APPINSIGHTS_NAME')
param registryServer = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT')
param services = {
  users: readEnvironmentVariable('USERS_URL')
  quizzes: readEnvironmentVariable('QUIZZES_URL')
  results: readEnvironmentVariable('RESULTS_URL')
}
param minReplicas = int(readEnvironmentVariable('GATEWAY_MIN_REPLICAS', '1'))
param hosts = readEnvironmentVariable('GATEWAY_HOSTS', '')
param origins = readEnvironmentVariable('CORS_ORIGINS', '')
param maxReplicas = int(readEnvironmentVariable('GATEWAY_MAX_REPLICAS', '10'))
param organisationName = readEnvironmentVariable('ORGANISATION_NAME', '')
param organisationAuthority = readEnvironmentVariable('ORGANISATION_AUTHORITY', '')
param organisationClientId = readEnvironmentVariable('ORGANISATION_CLIENT_ID', '')
