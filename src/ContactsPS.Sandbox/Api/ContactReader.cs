using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>Reads the fields of a JSON object into a contact: absent keeps, null clears (F12 of docs/service.md). Unknown fields are ignored.</summary>
internal static class ContactReader
{
    public static Outcome<SandboxContact> Create(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return ApiErrors.NotAnObject(Text(item));
        }

        var outcome = Apply(new SandboxContact(), item);
        return outcome.Value is { } contact && item.TryGetProperty("addToGroup", out var groups) && groups.ValueKind != JsonValueKind.Null
            ? AddToGroups(contact, groups)
            : outcome;
    }

    public static Outcome<SandboxContact> Apply(SandboxContact contact, JsonElement fields, bool replacesData = false, bool ignoresNull = false)
    {
        foreach (var property in fields.EnumerateObject().Where(property => !ignoresNull || property.Value.ValueKind != JsonValueKind.Null))
        {
            var outcome = Apply(contact, property.Name, property.Value, replacesData);
            if (outcome.Value is null)
            {
                return outcome;
            }

            contact = outcome.Value;
        }

        return contact;
    }

    /// <summary>A refused value as text for an error.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    private static Outcome<SandboxContact> Apply(SandboxContact contact, string name, JsonElement value, bool replacesData)
    {
        if (name == "externalData")
        {
            return ExternalData(replacesData ? contact with { ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) } : contact, value);
        }

        return ContactField.Named(name) is not { } field ? contact : value.ValueKind switch
        {
            JsonValueKind.Null => field.Set(contact, null),
            JsonValueKind.String => field.Set(contact, value.GetString()),
            _ => field.NotAString(name, Text(value)),
        };
    }

    private static Outcome<SandboxContact> ExternalData(SandboxContact contact, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return contact with { ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) };
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return ApiErrors.InvalidExternalData(Text(value));
        }

        // A dictionary keeps its order as long as nothing is removed, so cleared fields are left out from the start.
        var merged = contact.ExternalData.Where(pair => !Clears(value, pair.Key)).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().Where(static property => property.Value.ValueKind != JsonValueKind.Null))
        {
            if (Scalar(property.Value) is not { } scalar)
            {
                return ApiErrors.InvalidExternalData(Text(property.Value));
            }

            merged[property.Name] = scalar;
        }

        return contact with { ExternalData = merged };
    }

    private static bool Clears(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    private static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var integer) => integer,
        // A decimal ends after 28 places and turns very small numbers into zero.
        JsonValueKind.Number when value.TryGetDecimal(out var number) && Math.Abs(number) > 1e-9m => number,
        JsonValueKind.Number when value.TryGetDouble(out var number) && !double.IsInfinity(number) => number,
        _ => null,
    };

    private static Outcome<SandboxContact> AddToGroups(SandboxContact contact, JsonElement groups)
    {
        if (groups.ValueKind != JsonValueKind.Array)
        {
            return ApiErrors.InvalidGroupList(Text(groups));
        }

        var ids = new List<long>();
        foreach (var group in groups.EnumerateArray())
        {
            if (group.ValueKind != JsonValueKind.Number || !group.TryGetInt64(out var id) || id < 1)
            {
                return ApiErrors.InvalidGroupList(Text(group));
            }

            ids.Add(id);
        }

        return contact with { Groups = ids };
    }
}
