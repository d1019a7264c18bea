@description('Name of the budget; infra/preflight.sh looks for it by this name.')
param name string
@description('What a month may cost, in the currency of the bill.')
@minValue(0)
param amount int
@description('First day of its first month, yyyy-MM-01. Azure refuses another one once the budget is there.')
@minLength(10)
@maxLength(10)
param start string
@description('Who is told, beside the owners of the resource group.')
param emails string[]

// It tells and stops nothing: a platform that ends on the 20th helps nobody.
resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      expected: { enabled: true, thresholdType: 'Forecasted', operator: 'GreaterThan', threshold: 100, contactEmails: emails, contactRoles: ['Owner'] }
      most: { enabled: true, thresholdType: 'Actual', operator: 'GreaterThan', threshold: 80, contactEmails: emails, contactRoles: ['Owner'] }
      all: { enabled: true, thresholdType: 'Actual', operator: 'GreaterThan', threshold: 100, contactEmails: emails, contactRoles: ['Owner'] }
    }
  }
}
