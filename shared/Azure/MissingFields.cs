using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Lets a projection read a field that an item lacks, being older, as the default: so EF reads it with the whole document, but here it throws by itself.
/// </summary>
internal sealed class MissingFields : IQueryExpressionInterceptor
{
    public static readonly MissingFields Instance = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) =>
        new Projections().Visit(queryExpression);

    private sealed class Projections : ExpressionVisitor
    {
        private static readonly Fields Fields = new();

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.DeclaringType == typeof(Queryable) && node.Method.Name == nameof(Queryable.Select)
                ? node.Update(null, [Visit(node.Arguments[0]), Fields.Visit(node.Arguments[1])])
                : base.VisitMethodCall(node);
    }

    // Those that cannot be null: the others are null where they are missing.
    private sealed class Fields : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            node is { Expression: ParameterExpression of, Member: PropertyInfo } && of.Type.IsAssignableTo(typeof(Document))
            && node.Type.IsValueType && Nullable.GetUnderlyingType(node.Type) is null
                ? Expression.Call(
                    typeof(CosmosDbFunctionsExtensions), nameof(CosmosDbFunctionsExtensions.CoalesceUndefined), [node.Type],
                    Expression.Constant(EF.Functions), node, Expression.Constant(Activator.CreateInstance(node.Type), node.Type))
                : base.VisitMember(node);
    }
}
