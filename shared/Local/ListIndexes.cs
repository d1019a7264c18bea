using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// Lets a query for documents whose list holds certain texts go through the entries of the rarest of them, which stand in the order that is asked for,
/// and ends it with the page: by itself SQLite would read every document's list, for it has no index of what is inside one.
/// </summary>
internal sealed class ListIndexes : IQueryExpressionInterceptor
{
    public static readonly ListIndexes Instance = new();

    private static readonly MethodInfo Through =
        typeof(ListIndexes).GetMethod(nameof(ThroughEntries), BindingFlags.NonPublic | BindingFlags.Static)!;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var steps = new Stack<MethodCallExpression>();
        var source = queryExpression;
        for (; source is MethodCallExpression { Arguments: [var inner, ..] } step; source = inner)
            steps.Push(step);
        return source is EntityQueryRootExpression { EntityType: var type } && type.ListIndex() is { } index
            ? (Expression)Through.MakeGenericMethod(type.ClrType).Invoke(null, [queryExpression, source, steps, index, eventData.Context!])!
            : queryExpression;
    }

    private static Expression ThroughEntries<T>(
        Expression query, Expression documents, Stack<MethodCallExpression> steps, (string List, string Time, string Number) index, DbContext context)
        where T : Document
    {
        var asked = steps.Select(step => (Step: step, Text: TextOf(step, index.List))).Where(step => step.Text is not null).ToList();
        var order = steps.FirstOrDefault(step => step.Method.Name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending));
        var isInOrder = order is not null && Lambda(order) is { Body: MemberExpression { Member.Name: var by } } && (by == index.Time || by == index.Number);
        if (asked.Count == 0 || !isInOrder || steps.All(step => step.Method.Name != nameof(Queryable.Select)))
            return query;

        var entries = context.Set<ListEntry<T>>().AsQueryable().Expression;
        Expression[] texts = [.. asked.Select(step => step.Text!)];
        var found = Found<T>(entries, documents, texts);
        if (texts.Length > 1)
            found = texts.Aggregate(found, (found, text) => Holding<T>(found, entries, text));
        var onEntry = new OnEntry<T>(index.Time, index.Number);
        return steps.Except(asked.Select(step => step.Step)).Aggregate(found, (source, step) => onEntry.Repeat(source, step));
    }

    // The text of Where(d => d.List.Contains(text)); null where it is something else.
    private static Expression? TextOf(MethodCallExpression step, string list) =>
        step.Method.Name == nameof(Queryable.Where)
        && Lambda(step).Body is MethodCallExpression { Method.Name: nameof(List<>.Contains), Object: MemberExpression { Member.Name: var name } } contains
        && name == list
            ? contains.Arguments[0]
            : null;

    // The entries of the rarest text: the one of which so many reach furthest back in time, or of which there are not so many.
    private static Expression Found<T>(Expression entries, Expression documents, Expression[] texts)
        where T : Document
    {
        const int Many = 50;
        Expression<Func<IQueryable<ListEntry<T>>, IEnumerable<string>, string>> rarest = (entries, texts) => texts
            .OrderBy(text => entries
                .Where(e => e.Value == text)
                .OrderByDescending(e => e.Time)
                .Select(e => (DateTimeOffset?)e.Time).Skip(Many).FirstOrDefault())
            .First();
        Expression<Func<IQueryable<ListEntry<T>>, string, IQueryable<T>, IQueryable<Listed<T>>>> of = (entries, text, documents) => entries
            .Where(e => e.Value == text)
            .Join(documents, e => e.Id, d => d.Id, (e, d) => new Listed<T> { Entry = e, Document = d });
        return Fill(of, entries, texts is [var text] ? text : Fill(rarest, entries, Expression.NewArrayInit(typeof(string), texts)), documents);
    }

    private static Expression Holding<T>(Expression found, Expression entries, Expression text)
    {
        Expression<Func<IQueryable<Listed<T>>, IQueryable<ListEntry<T>>, string, IQueryable<Listed<T>>>> holding = (found, entries, text) =>
            found.Where(l => entries.Any(e => e.Value == text && e.Time == l.Entry.Time && e.Id == l.Entry.Id));
        return Fill(holding, found, entries, text);
    }

    private static Expression Fill(LambdaExpression template, params Expression[] values) =>
        new ReplacingExpressionVisitor([.. template.Parameters], values).Visit(template.Body);

    private static LambdaExpression Lambda(MethodCallExpression step) => (LambdaExpression)((UnaryExpression)step.Arguments[1]).Operand;

    private sealed class Listed<T>
    {
        public required ListEntry<T> Entry { get; init; }
        public required T Document { get; init; }
    }

    /// <summary>Repeats on entries what was asked of documents: what an entry holds, above all the order, is read from it.</summary>
    private sealed class OnEntry<T>(string time, string number) : ExpressionVisitor
    {
        private readonly ParameterExpression _listed = Expression.Parameter(typeof(Listed<T>), "l");

        public MethodCallExpression Repeat(Expression source, MethodCallExpression step)
        {
            if (source.Type != typeof(IQueryable<Listed<T>>) && source.Type != typeof(IOrderedQueryable<Listed<T>>))
                return step.Update(null, [source, .. step.Arguments.Skip(1)]); // after the projection
            var types = step.Method.GetGenericArguments();
            types[0] = typeof(Listed<T>);
            return Expression.Call(step.Method.GetGenericMethodDefinition().MakeGenericMethod(types), [source, .. step.Arguments.Skip(1).Select(Visit)!]);
        }

        protected override Expression VisitLambda<TDelegate>(Expression<TDelegate> node) => Expression.Lambda(Visit(node.Body), _listed);

        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression is ParameterExpression && InEntry(node.Member.Name) is { } name
                ? Expression.Property(Expression.Property(_listed, nameof(Listed<T>.Entry)), name)
                : base.VisitMember(node);

        protected override Expression VisitParameter(ParameterExpression node) => Expression.Property(_listed, nameof(Listed<T>.Document));

        private string? InEntry(string property) =>
            property == time ? nameof(ListEntry<T>.Time)
            : property == number ? nameof(ListEntry<T>.Number)
            : property == nameof(Document.Id) ? nameof(ListEntry<T>.Id)
            : null;
    }
}
