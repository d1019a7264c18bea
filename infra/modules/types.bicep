// Shapes that several modules speak of. Nothing is deployed from here.

@export()
@description('Tags put on every resource.')
type tags = { *: string }

@export()
@description('The three apps; each owns a database, a topic, an identity and a storage account.')
type appName = 'users' | 'quizzes' | 'results'

@export()
@description('One app setting per property.')
type settings = { *: string }

@export()
@description('Who an app is in Azure.')
type identity = {
  @description('Resource id of the user-assigned identity.')
  id: string
  @description('What the app signs in with.')
  clientId: string
  @description('What roles are given to.')
  principalId: string
}

@export()
@description('One Service Bus subscription and the function that listens to it.')
type subscriber = {
  topic: string
  subscription: string
  app: appName
  function: string
}

@export()
@description('Instances of each app that are always on, in use or not.')
type alwaysReady = {
  @description('For HTTP.')
  @minValue(0)
  @maxValue(20)
  http: int
  @description('For each function that listens to events: every one has instances of its own.')
  @minValue(0)
  @maxValue(20)
  events: int
}

@export()
@description('Instances that are always on for one scale group: http, or function:NAME.')
type readyGroup = {
  name: string
  instanceCount: int
}

@export()
@description('An OpenID Connect provider whose members sign in here.')
type organisation = {
  @description('Its issuer; empty is none.')
  authority: string
  @description('What it knows this platform by.')
  clientId: string
  @description('Who comes for the first time is given an account.')
  createAccounts: bool
  @description('The claim that tells of roles; empty is none.')
  rolesClaim: string
  @description('The value that makes an author; empty is none.')
  authorRole: string
  @description('The value that makes an admin; empty is none.')
  adminRole: string
}
