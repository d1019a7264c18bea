// Letters. No diagnostic settings: the logs of deliveries name the addresses, and what was not taken is in the app's own.
import { tags as tagsType } from 'types.bicep'

@description('Name of the Communication Services resource; its host name is made from it.')
@maxLength(63)
param name string
@description('Name of the Email Communication Services resource.')
@maxLength(63)
param emailName string
@description('Tags put on every resource.')
param tags tagsType
@description('Where letters rest on their way. Cannot be changed later.')
param dataLocation string
@description('A domain of your own; empty is none.')
param domain string
@description('It is verified, and letters are from it. Otherwise they are from the one that Azure gives.')
param domainVerified bool

var tracking = 'Disabled' // no pixels in letters, and no links that lead elsewhere first

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: emailName
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource given 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: email
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: { domainManagement: 'AzureManaged', userEngagementTracking: tracking }
}

resource own 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!empty(domain)) {
  parent: email
  name: empty(domain) ? 'none' : domain
  location: 'global'
  tags: tags
  properties: { domainManagement: 'CustomerManaged', userEngagementTracking: tracking }
}

var isOwn = !empty(domain) && domainVerified

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true // its keys open nothing
    linkedDomains: isOwn ? [given.id, own.id] : [given.id] // one that is not verified is refused
  }
}

output endpoint string = 'https://${service.properties.hostName}'
output from string = 'DoNotReply@${isOwn ? domain : given.properties.fromSenderDomain}'
