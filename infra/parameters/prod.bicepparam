// Steady load, no cold starts, nothing on the public network but the gateway.
using '../main.bicep'

param environmentName = 'prod'
param location = 'westeurope'
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')

param cosmosCapacity = 'autoscale'
param cosmosMaxThroughput = 4000
param cosmosBackup = 'Continuous30Days'
param serviceBusSku = 'Premium'
param serviceBusCapacity = 1
param corsOrigins = ['https://quizplatform.example']

param maximumInstanceCount = 200
param instanceMemoryMB = 2048
param alwaysReady = { http: 2, events: 2 } // what zoneRedundant takes anyway

param retentionDays = 90
param dailyCapGb = -1
param budgetAmount = 2000
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-11-01')
param alertEmails = ['operations@quizplatform.example']
param availabilityTests = true
param failureThreshold = 25
param privateNetwork = true
param addressPrefix = '10.20.0.0/22'
param zoneRedundant = true
param purgeProtection = true
