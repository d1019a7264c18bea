import { tags as tagsType } from 'types.bicep'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string
@description('Azure region.')
param location string
@description('Tags put on every resource.')
param tags tagsType
@description('Reached through a private endpoint only; secrets.sh opens it for the machine it runs on, and closes it again.')
param isPrivate bool
@description('A deleted secret or vault cannot be purged before its time. Cannot be taken back.')
param purgeProtection bool
@description('Workspace for the audit log.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: isPrivate ? 'Deny' : 'Allow', ipRules: [] }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output uri string = vault.properties.vaultUri
