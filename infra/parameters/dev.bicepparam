// Next to nothing at rest: everything is paid by use.
using '../main.bicep'

param environmentName = 'dev'
param location = 'westeurope'
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')

param cosmosCapacity = 'serverless'
param cosmosBackup = 'Continuous7Days'
param serviceBusSku = 'Standard'
param corsOrigins = ['http://localhost:3000']

param maximumInstanceCount = 40
param instanceMemoryMB = 512
param alwaysReady = { http: 0, events: 0 }

param retentionDays = 30
param dailyCapGb = 1
param budgetAmount = 30
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-11-01')
param alertEmails = []
param availabilityTests = false
param privateNetwork = false
param purgeProtection = false
