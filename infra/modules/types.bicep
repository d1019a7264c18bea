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
