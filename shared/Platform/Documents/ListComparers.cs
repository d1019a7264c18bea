using System.Reflection;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace QuizPlatform.Platform;

/// <summary>
/// Gives lists of simple values a plain comparer. EF Core 10's own one holds a lambda within a lambda, which compiles code anew at every
/// comparison: measured here, it took most of the time of a save.
/// </summary>
internal sealed class ListComparers : IModelFinalizingConvention
{
    private static readonly MethodInfo Make = typeof(ListComparers).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!;

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(type => type.GetDeclaredProperties()))
        {
            if (property.ClrType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(List<>))
                property.SetValueComparer((ValueComparer)Make.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, null)!);
        }
    }

    private static ValueComparer<List<T>> Of<T>() => new((a, b) => Same(a, b), list => HashOf(list), list => Copy(list));

    private static bool Same<T>(List<T>? a, List<T>? b) => a is null || b is null ? a == b : a.SequenceEqual(b);

    private static int HashOf<T>(List<T> list)
    {
        var hash = new HashCode();
        foreach (var item in list)
            hash.Add(item);
        return hash.ToHashCode();
    }

    private static List<T> Copy<T>(List<T> list) => [.. list];
}
