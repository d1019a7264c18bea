// What azd deploys: `azd env set NAME value` sets any of these. parameters/ has the same as plain files for `az deployment sub create`.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param generation = int(readEnvironmentVariable('GENERATION', '1'))
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param rankedQuizzes = readEnvironmentVariable('RANKED_QUIZZES', 'all')
param boardShards = int(readEnvironmentVariable('BOARD_SHARDS', '1'))
param leaderboardCounts = readEnvironmentVariable('LEADERBOARD_COUNTS', 'unaided')
param adminEmail = readEnvironmentVariable('ADMIN_EMAIL', '')
param mail = bool(readEnvironmentVariable('MAIL', 'true'))
param mailDataLocation = readEnvironmentVariable('MAIL_DATA_LOCATION', 'Europe')
param mailDomain = readEnvironmentVariable('MAIL_DOMAIN', '')
param mailDomainVerified = bool(readEnvironmentVariable('MAIL_DOMAIN_VERIFIED', 'false'))
param guests = bool(readEnvironmentVariable('GUESTS', 'true'))
param organisation = {
  authority: readEnvironmentVariable('ORGANISATION_AUTHORITY', '')
  clientId: readEnvironmentVariable('ORGANISATION_CLIENT_ID', '')
  createAccounts: bool(readEnvironmentVariable('ORGANISATION_CREATE_ACCOUNTS', 'false'))
  rolesClaim: readEnvironmentVariable('ORGANISATION_ROLES_CLAIM', '')
  authorRole: readEnvironmentVariable('ORGANISATION_AUTHOR_ROLE', '')
  adminRole: readEnvironmentVariable('ORGANISATION_ADMIN_ROLE', '')
}
param corsOrigins = filter(split(readEnvironmentVariable('CORS_ORIGINS', ''), ','), origin => !empty(origin))
param alertEmails = filter(split(readEnvironmentVariable('ALERT_EMAILS', ''), ','), email => !empty(email))
param budgetAmount = int(readEnvironmentVariable('BUDGET_AMOUNT', '30'))
param budgetStart = readEnvironmentVariable('BUDGET_START', '')
param availabilityTests = bool(readEnvironmentVariable('AVAILABILITY_TESTS', 'false'))
param cosmosCapacity = readEnvironmentVariable('COSMOS_CAPACITY', 'serverless')
param serviceBusSku = readEnvironmentVariable('SERVICEBUS_SKU', 'Standard')
param alwaysReady = {
  http: int(readEnvironmentVariable('ALWAYS_READY', '0'))
  events: int(readEnvironmentVariable('ALWAYS_READY_EVENTS', '0'))
}
param privateNetwork = bool(readEnvironmentVariable('PRIVATE_NETWORK', 'false'))
param zoneRedundant = bool(readEnvironmentVariable('ZONE_REDUNDANT', 'false'))
param purgeProtection = bool(readEnvironmentVariable('PURGE_PROTECTION', 'false'))
