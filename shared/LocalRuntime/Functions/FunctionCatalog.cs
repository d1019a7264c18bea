using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>Finds the functions, once, at start.</summary>
internal static class FunctionCatalog
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Function> Find(LocalHostOptions options)
    {
        var classes = options.FunctionClasses ?? [.. Assemblies(LocalHostOptions.FunctionAssembly).SelectMany(assembly => assembly.GetTypes())];
        var functions = classes
            .SelectMany(type => type.GetMethods(Methods))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(found => found.Name is not null)
            .Select(found => Describe(found.Name!, found.Method))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();

        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StartupException(
                $"Two functions are named {twice.Key}: {string.Join(" and ", twice.Select(f => f.EntryPoint))}. Give each a name of its own.");

        return functions;
    }

    private static Function Describe(string name, MethodInfo method)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.Trigger is not null)
            .ToList();

        return triggers is [var only]
            ? new Function(name, method, only.Parameter, only.Trigger!)
            : throw new StartupException($"Function {name} has {triggers.Count} triggers; a function needs exactly one.");
    }

    // The worker finds functions in referenced class libraries as well: those that know the worker's names.
    private static HashSet<Assembly> Assemblies(Assembly entry)
    {
        var runtime = typeof(FunctionCatalog).Assembly.GetName().Name;
        var found = new HashSet<Assembly>();
        var left = new Queue<Assembly>([entry]);
        while (left.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (!references.Any(r => r.Name == runtime) || !found.Add(assembly))
                continue;
            foreach (var reference in references.Where(r => r.Name != runtime && !IsOfTheFramework(r.Name!)))
                left.Enqueue(Assembly.Load(reference));
        }

        return found;
    }

    private static bool IsOfTheFramework(string assembly)
        => assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);
}
