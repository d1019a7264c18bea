namespace Microsoft.Azure.Functions.Worker
{
    // The names in this folder are the Functions worker's own, with its namespaces and signatures, and only those our source uses:
    // a function class compiles to the letter against them here and against the real packages in Debug and Release.
    [AttributeUsage(AttributeTargets.Method)]
    public class FunctionAttribute(string name) : Attribute
    {
        public string Name { get; } = name;
    }
}

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
{
    [AttributeUsage(AttributeTargets.Method)]
    public abstract class BindingAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class TriggerBindingAttribute : BindingAttribute;
}
