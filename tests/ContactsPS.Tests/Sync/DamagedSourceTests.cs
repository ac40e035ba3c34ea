using System.Collections;
using System.Globalization;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>
/// A damaged file never removes a contact that was in it. The exception is a file that is valid by chance, as <see cref="ValidSource"/> defines it: it removes only contacts that it
/// does not contain. The environment variable CONTACTSPS_DAMAGED_FILES says how many files are tested.
/// </summary>
public sealed class DamagedSourceTests : IDisposable
{
    private const int CasesOfAccount = 25;
    private const int CasesOfExport = 5;

    private static readonly string[] Texts = ["Żółć", "Anna \"Ania\" Nowak", "Jan\r\nMaria", "\", \"", ", x", "a\nb\nc", "O'Neil", "; |", "\"", "=1", " ", "Łódź\t1", "Nowak", "Anna", "\n\""];

    private static readonly (string? Name, Encoding Encoding)[] Encodings =
    [
        ("utf8BOM", new UTF8Encoding(true)), ("utf8NoBOM", new UTF8Encoding(false)), ("unicode", Encoding.Unicode), ("windows-1250", CodePagesEncodingProvider.Instance.GetEncoding(1250)!),
    ];

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);
    private readonly List<string> wrong = [];
    private bool hasChanged;

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void No_contact_of_the_file_before_its_damage_is_removed()
    {
        var cases = Environment.GetEnvironmentVariable("CONTACTSPS_DAMAGED_FILES") is { Length: > 0 } files ? int.Parse(files, CultureInfo.InvariantCulture) : 150;
        var seed = Environment.GetEnvironmentVariable("CONTACTSPS_DAMAGED_SEED") is { Length: > 0 } first ? int.Parse(first, CultureInfo.InvariantCulture) : 1;
        for (var account = 0; account < cases / CasesOfAccount; account++)
        {
            TryAccount(new Random(seed + account), $"{seed + account}-");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, found.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value,8} {one.Key}")));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, [$"{wrong.Count} wrong:", .. wrong.Take(20)]));
        Assert.True(found["removed only the others"] > 0);
    }

    private void TryAccount(Random dice, string prefix)
    {
        var contacts = Enumerable.Range(0, dice.Next(10, 61)).Select(i => RandomContact(dice, prefix, i, isKeyed: true)).ToList();
        if (dice.Next(8) == 0)
        {
            contacts.AddRange(Enumerable.Range(100, 3).Select(i => RandomContact(dice, prefix, i, isKeyed: false)));
        }

        // The last contacts are not in the file, so that some can be removed.
        var others = Enumerable.Range(1000, dice.Next(3)).Select(i => RandomContact(dice, prefix, i, isKeyed: true)).ToList();
        engine.Run("Get-Contact | Remove-Contact -Confirm:$false; $contacts | New-Contact > $null", ("contacts", contacts.Concat(others).ToArray())).ThrowIfFailed();
        hasChanged = false;
        var keys = contacts.Select(contact => (string?)contact["ExternalId"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        for (var done = 0; done < CasesOfAccount && !hasChanged; done += CasesOfExport)
        {
            TryExport(dice, contacts.Count, keys, prefix);
        }
    }

    private void TryExport(Random dice, int count, HashSet<string> keys, string prefix)
    {
        var isJson = dice.Next(3) == 0;
        var isCompressed = dice.Next(3) == 0;
        var path = folder.PathOf((isJson ? "source.jsonl" : "source.csv") + (isCompressed ? ".gz" : string.Empty));
        var (name, encoding) = Encodings[dice.Next(Encodings.Length)];
        var delimiter = isJson ? ',' : ",;\t|"[dice.Next(4)];
        Hashtable format = new() { ["Encoding"] = name, ["Delimiter"] = delimiter };
        engine.Run("Get-Contact | Select-Object -First $count | Export-Contact $file @format", ("count", count), ("file", path), ("format", format)).ThrowIfFailed();
        var whole = isCompressed ? ValidSource.Decompress(File.ReadAllBytes(path))! : File.ReadAllBytes(path);
        var sound = new ValidSource(encoding, delimiter, isJson, keys);
        for (var i = 0; i < CasesOfExport && !hasChanged; i++)
        {
            var damage = new FileDamage(dice, encoding, delimiter);
            var isInside = !isCompressed || dice.Next(2) == 0;
            var content = isInside ? damage.OfContent(whole) : whole;
            var file = !isCompressed ? content : isInside ? FileDamage.Compress(content) : damage.OfCompressed(FileDamage.Compress(content));
            File.WriteAllBytes(path, file);
            var isReadable = isInside || (ValidSource.Decompress(file) is { } read && (read.SequenceEqual(content) || read.SequenceEqual([.. content, .. content])));
            var kept = isReadable ? sound.KeysOf(content) : null;
            var removed = Removed(path, format);
            if (removed.Where(keys.Contains).Any(key => kept?.Contains(key) ?? true))
            {
                // The plan cannot know what the service refuses.
                Count("plans that a run has to decide");
                var removedByRun = RemovedByRun(path, format);
                Keep(removedByRun.Where(keys.Contains).Where(key => kept?.Contains(key) ?? true), path, whole, $"{prefix} {name} '{delimiter}' {damage.Kind}");
            }

            Count(kept is null ? "files that are not valid" : "files that are valid");
            Count(removed.Count == 0 ? "removed nobody" : !removed.Any(keys.Contains) ? "removed only the others" : kept is null ? "planned to remove more" : "removed contacts that a valid file does not have");
        }
    }

    private void Keep(IEnumerable<string> removed, string path, byte[] whole, string what)
    {
        if (removed.ToList() is { Count: > 0 } keys)
        {
            wrong.Add($"{what}: removed {string.Join(' ', keys)}\n{Convert.ToBase64String(File.ReadAllBytes(path))}\n{Convert.ToBase64String(whole)}");
        }
    }

    /// <summary>The contacts that a run removed. The account is a different one afterwards.</summary>
    private HashSet<string> RemovedByRun(string path, Hashtable format)
    {
        hasChanged = true;
        const string run = "$before = Get-Contact; $null = Sync-Contact -LiteralPath $file -Prune -MaximumPrunePercent 100 -Confirm:$false -ErrorAction SilentlyContinue @format; $ids = @((Get-Contact).Id); $before | Where-Object Id -NotIn $ids | ForEach-Object ExternalId";
        return engine.Run(run, ("file", path), ("format", format)).Texts.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The contacts that a run would remove. A run that is refused writes the plan first.</summary>
    private HashSet<string> Removed(string path, Hashtable format)
    {
        var run = engine.Run("Sync-Contact -LiteralPath $file -Prune -MaximumPrunePercent 100 -WhatIf @format", ("file", path), ("format", format));
        return run.ErrorIds.Contains("PruneRefused") ? [] : run.Output.Where(change => $"{change.Properties["Action"].Value}" == "Removed").Select(change => (string)change.Properties["Key"].Value).ToHashSet(StringComparer.Ordinal);
    }

    private void Count(string what) => found[what] = found.GetValueOrDefault(what) + 1;

    private static Hashtable RandomContact(Random dice, string prefix, int i, bool isKeyed)
    {
        var contact = new Hashtable { ["ExternalId"] = isKeyed ? prefix + i + (dice.Next(8) == 0 ? $"Ż,{i}" : string.Empty) : null };
        var hasEmail = dice.Next(4) > 0;
        contact["Email"] = hasEmail ? $"c{prefix}{i}@example.com" : null;
        contact["PhoneNumber"] = !hasEmail || dice.Next(2) == 0 ? $"+48{600000000 + i}" : null;
        foreach (var field in new[] { "FirstName", "LastName", "CompanyName" })
        {
            contact[field] = dice.Next(2) == 0 ? Texts[dice.Next(Texts.Length)] : null;
        }

        if (dice.Next(3) == 0)
        {
            contact["ExternalData"] = new Hashtable { [dice.Next(2) == 0 ? "City" : "Points"] = dice.Next(2) == 0 ? Texts[dice.Next(Texts.Length)] : "7" };
        }

        return contact;
    }
}
