using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using QuizPlatform.Platform;

namespace QuizPlatform.Describe;

/// <summary>
/// The JSON Schema of each type that goes over the wire, as the serializer sees it, with what attributes and comments say of its fields. Answers have all
/// their fields but those that are left out when null; of a body only what is <see cref="RequiredAttribute"/>.
/// </summary>
internal sealed class Schemas
{
    private static readonly JsonSerializerOptions Options = new(Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly SortedDictionary<string, (Type Type, bool OfBody, JsonNode Schema)> _known = new(StringComparer.Ordinal);

    public JsonObject All => new(_known.Select(known => KeyValuePair.Create(known.Key, (JsonNode?)known.Value.Schema)));

    /// <summary>A reference to the type's schema, which <see cref="All"/> has from now on.</summary>
    public JsonObject Of(Type type, bool ofBody)
    {
        if (!type.Namespace!.StartsWith("QuizPlatform.", StringComparison.Ordinal))
            return (JsonObject)Export(type, ofBody);
        var name = type == typeof(ProblemBody) ? "Problem" : type.IsNested ? type.DeclaringType!.Name + type.Name : type.Name;
        if (!_known.TryGetValue(name, out var known))
        {
            _known[name] = (type, ofBody, new JsonObject());
            _known[name] = (type, ofBody, Export(type, ofBody));
        }
        else if (known.Type != type || known.OfBody != ofBody)
        {
            throw new InvalidOperationException($"{type} and {known.Type} are both called {name}, or one is both a body and an answer.");
        }

        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonNode Export(Type type, bool ofBody) => Options.GetJsonSchemaAsNode(type, new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Complete(context, schema as JsonObject ?? [], ofBody),
    });

    private JsonObject Complete(JsonSchemaExporterContext context, JsonObject schema, bool ofBody)
    {
        var type = context.TypeInfo.Type;
        schema.Remove("default");
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            schema = new() { ["type"] = type == typeof(DateTimeOffset) ? "string" : new JsonArray("string", "null"), ["format"] = "date-time" };
        else if (IsOurs(context.TypeInfo) && context.Path.Length > 0)
            schema = IsNullable(schema) ? new() { ["anyOf"] = new JsonArray(Of(type, ofBody), new JsonObject { ["type"] = "null" }) } : Of(type, ofBody);
        else if (IsOurs(context.TypeInfo))
            CompleteObject(context.TypeInfo, schema, ofBody);

        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property)
            CompleteField(property, ref schema, ofBody);
        return schema;
    }

    private static void CompleteObject(JsonTypeInfo type, JsonObject schema, bool ofBody)
    {
        // What has a converter of its own and a default value, the exporter does not show to Complete.
        if (schema["properties"]?.AsObject().FirstOrDefault(field => field.Value is not JsonObject { Count: > 0 } known || known.ContainsKey("default")).Key
            is { } nothing)
            throw new InvalidOperationException($"What is {type.Type.Name}.{nothing}? Give it no default value, or say what it is by Either.");
        schema["type"] = "object";
        schema.Remove("required");
        var required = type.Properties.Where(field => !field.IsExtensionData && IsRequired(field, ofBody)).Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        if (type.Properties.Any(field => field.IsExtensionData))
            schema["additionalProperties"] = true;
        if (Comments.Of(type.Type) is { } comment)
            schema.Insert(0, "description", comment);
    }

    private static bool IsRequired(JsonPropertyInfo field, bool ofBody) => ofBody
        ? field.AttributeProvider!.IsDefined(typeof(RequiredAttribute), inherit: true)
        : !field.AttributeProvider!.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);

    private void CompleteField(PropertyInfo property, ref JsonObject schema, bool ofBody)
    {
        if (property.GetCustomAttribute<EitherAttribute>() is { } either)
            schema = new() { ["anyOf"] = new JsonArray([.. either.Types.Select(type => Export(type, ofBody))]) };
        if (IsNullable(schema) && property.IsDefined(ofBody ? typeof(RequiredAttribute) : typeof(JsonIgnoreAttribute)))
            schema["type"] = schema["type"]![0]!.DeepClone(); // null is refused, or left out

        var isList = schema.ContainsKey("items");
        foreach (var attribute in property.GetCustomAttributes())
        {
            switch (attribute)
            {
                case LengthAttribute length:
                    schema[isList ? "minItems" : "minLength"] = length.MinimumLength;
                    schema[isList ? "maxItems" : "maxLength"] = length.MaximumLength;
                    break;
                case MaxLengthAttribute max:
                    schema[isList ? "maxItems" : "maxLength"] = max.Length;
                    break;
                case RangeAttribute range:
                    schema["minimum"] = (int)range.Minimum;
                    schema["maximum"] = (int)range.Maximum;
                    break;
                case OneOfAttribute oneOf:
                    var values = isList ? (JsonObject)schema["items"]! : schema;
                    values["enum"] = new JsonArray([.. oneOf.Words, .. IsNullable(values) && !isList ? [null] : Array.Empty<string?>()]);
                    break;
            }
        }

        if (Comments.Of(property) is { } comment)
            schema.Insert(0, "description", comment);
    }

    private static bool IsOurs(JsonTypeInfo type) =>
        type.Kind == JsonTypeInfoKind.Object && type.Type.Namespace!.StartsWith("QuizPlatform.", StringComparison.Ordinal);

    private static bool IsNullable(JsonObject schema) => schema["type"] is JsonArray types && types.Any(type => (string?)type == "null");
}
