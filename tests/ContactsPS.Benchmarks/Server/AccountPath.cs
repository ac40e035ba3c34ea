using System.Globalization;

namespace ContactsPS.Benchmarks.Server;

/// <summary>
/// An account of the server, given by the path before that of the API: <c>/100000/50/v2.1/contact</c> is the list of an account with 100 000 contacts and 50 ms latency.
/// </summary>
internal readonly record struct AccountPath(long Contacts, int Milliseconds, string Rest)
{
    public string Account => string.Create(CultureInfo.InvariantCulture, $"/{Contacts}/{Milliseconds}");

    /// <summary>Whether the request is about a path of the API, such as <c>contact/field</c>.</summary>
    public bool IsOf(string path) => Rest.StartsWith($"v2.1/{path}?", StringComparison.Ordinal);

    public static bool TryParse(string target, out AccountPath path)
    {
        path = default;
        var parts = target.Split('/', 4);
        if (parts.Length < 4
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var contacts)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return false;
        }

        path = new AccountPath(contacts, milliseconds, parts[3]);
        return true;
    }

    public long Query(string name, long otherwise)
    {
        var query = Rest.AsSpan(Rest.IndexOf('?', StringComparison.Ordinal) + 1);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.Length > name.Length && pair[name.Length] == '=')
            {
                return long.Parse(pair[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return otherwise;
    }
}
