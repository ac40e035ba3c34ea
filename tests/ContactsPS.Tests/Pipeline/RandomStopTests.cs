using System.Globalization;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>
/// Stops every changing cmdlet at a random moment, for each cause, and compares LastRun with what the sandbox holds afterwards. The environment variable CONTACTSPS_STOPS says how often.
/// </summary>
public sealed class RandomStopTests : IDisposable
{
    private static readonly string[] Causes = ["Ctrl+C", "-ErrorAction Stop", "Select-Object -First", "an error downstream", "a revoked token"];

    /// <summary>The typed command, and a script that lists the external ids of the changed contacts.</summary>
    private static readonly (string Command, string Changed)[] Commands =
    [
        ("New-Contact", "Get-Contact -Connection $direct | ForEach-Object ExternalId"),
        ("Set-Contact -FirstName New -PassThru", "Get-Contact -Connection $direct | Where-Object FirstName -eq New | ForEach-Object ExternalId"),
        ("Set-Contact -Id { $_.Known } -FirstName New -PassThru", "Get-Contact -Connection $direct | Where-Object FirstName -eq New | ForEach-Object ExternalId"),
        ("Remove-Contact -Confirm:$false -PassThru", "$made.ExternalId | Where-Object { $_ -notin (Get-Contact -Connection $direct).ExternalId }"),
        ("Set-ContactSubscription -Channel email, sms -State Unsubscribed -PassThru", "'email', 'sms' | ForEach-Object { Get-Contact -Connection $direct -Unsubscribed $_ } | ForEach-Object ExternalId | Select-Object -Unique"),
        ("Add-ContactGroup -GroupId 2 -PassThru", "Get-Contact -Connection $direct -GroupId 2 | ForEach-Object ExternalId"),
        ("Remove-ContactGroup -GroupId 3 -PassThru", "$made.ExternalId | Where-Object { $_ -notin (Get-Contact -Connection $direct -GroupId 3).ExternalId }"),
        ("Sync-Contact", "Get-Contact -Connection $direct | Where-Object FirstName -ne Old | ForEach-Object ExternalId"),
    ];

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly SandboxProxy proxy;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    public RandomStopTests()
    {
        proxy = new SandboxProxy(new Uri(engine.Run("$direct = Get-ContactConnection; $sandbox.BaseUri").ThrowIfFailed().Texts[0]));
        engine.Run("$WarningPreference = 'SilentlyContinue'; $connection = Connect-ContactService -Name Proxy -BaseUri $uri -Credential $sandbox.Credential -MaximumRetryCount 1 -PassThru", ("uri", proxy.BaseUri)).ThrowIfFailed();
    }

    public void Dispose()
    {
        engine.Dispose();
        proxy.Dispose();
    }

    [Fact]
    public void LastRun_agrees_with_the_service_whenever_and_however_a_command_is_stopped()
    {
        var stops = Environment.GetEnvironmentVariable("CONTACTSPS_STOPS") is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : 120;
        var seed = Environment.GetEnvironmentVariable("CONTACTSPS_STOPS_SEED") is { Length: > 0 } first ? int.Parse(first, CultureInfo.InvariantCulture) : 1;
        for (var i = 0; i < stops; i++)
        {
            TryOne(new Random(seed + i), Commands[i % Commands.Length], Causes[i / Commands.Length % Causes.Length], $"{seed + i}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, seen.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value,9} {one.Key}")));
        Assert.All(["Done", "Refused", "NotSent"], outcome => Assert.True(seen.GetValueOrDefault(outcome) > 0, outcome));
    }

    private void TryOne(Random dice, (string Command, string Changed) tried, string cause, string trial)
    {
        var count = dice.Next(5, 60);
        var isNew = tried.Command.StartsWith("New", StringComparison.Ordinal);
        var isSync = tried.Command.StartsWith("Sync", StringComparison.Ordinal);
        var known = isSync ? dice.Next(count) : Math.Max(1, count - dice.Next(4));
        proxy.Reset();
        engine.Run(
            """
            Get-Contact -Connection $direct | Remove-Contact -Connection $direct -Confirm:$false
            $rows = @(1..$count | ForEach-Object { [pscustomobject]@{ Known = ''; Id = ''; ExternalId = "T$trial-$_"; Email = "t$trial-$_@example.com"; FirstName = 'Row' } })
            if (-not $isNew) {
                $made = @($rows | Select-Object ExternalId, Email, @{ n = 'FirstName'; e = { 'Old' } }, @{ n = 'AddToGroup'; e = { 3 } } | Select-Object -First $known | New-Contact -Connection $direct -BatchSize 1000)
                for ($i = 0; $i -lt $made.Count; $i++) { $rows[$i].Known = $made[$i].Id; if (-not $isSync) { $rows[$i].Id = $made[$i].Id } }
                for ($i = $made.Count; $i -lt $count; $i++) { $rows[$i].Known = 99999999; if (-not $isSync) { $rows[$i].Id = 99999999 } }
            }
            foreach ($i in $bad) { if ($isNew -or $isSync) { $rows[$i].Email = 'nonsense@example'; } }
            """,
            ("count", count),
            ("trial", trial),
            ("isNew", isNew),
            ("isSync", isSync),
            ("known", known),
            ("bad", Enumerable.Range(0, dice.Next(3)).Select(_ => dice.Next(count)).ToArray())).ThrowIfFailed();
        var mayBeLost = dice.Next(3) == 0;
        proxy.IsLost = mayBeLost ? _ => dice.Next(6) == 0 : static _ => false;
        Run(dice, tried.Command + (tried.Command.Contains("Group", StringComparison.Ordinal) ? string.Empty : $" -BatchSize {dice.Next(1, 12)}"), cause);
        var results = engine.Run("$connection.LastRun[-1].Results").Output.Select(static result => (
            Number: (int)(long)result.Properties["Number"].Value,
            Outcome: $"{result.Properties["Outcome"].Value}",
            Input: result.Properties["Input"].Value)).ToList();
        var unknown = engine.Run("$rows.Known").Texts;
        var label = $"{trial} {tried.Command} {cause}";
        var changed = engine.Run(tried.Changed).Texts.ToHashSet(StringComparer.Ordinal);
        var outcomes = results.ToDictionary(result => result.Number, result => result.Outcome);

        // If the response to a removal was lost, a contact that never existed cannot be distinguished from a removed one.
        for (var number = 1; number <= (tried.Command.StartsWith("Remove", StringComparison.Ordinal) ? known : count); number++)
        {
            var outcome = outcomes.GetValueOrDefault(number, "never read");
            var isChanged = changed.Contains($"T{trial}-{number}");

            // The service also says that there is no such contact if the lost request removed it.
            var seemsRemoved = mayBeLost && outcome == "Done" && tried.Command.StartsWith("Remove-Contact ", StringComparison.Ordinal) && unknown[number - 1] == "99999999";
            Assert.True(outcome == "OutcomeUnknown" || seemsRemoved || isChanged == (outcome == "Done"), $"{label}: {number} is {outcome}, and the service {(isChanged ? "has" : "does not have")} it.");
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
        }

        var rows = (object[])engine.Run(",$rows").Output[0].BaseObject;
        Assert.All(results.Where(result => result.Outcome != "Done" && !isSync), result => Assert.True(ReferenceEquals(rows[result.Number - 1], result.Input), $"{label}: {result.Number} has another input."));
        Assert.Equal(
            results.GroupBy(result => result.Outcome).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{label} {group.Key} {group.Count()}"),
            engine.Run("$run = $connection.LastRun[-1]; 'Done', 'Failed', 'NotSent', 'OutcomeUnknown', 'Refused' | Where-Object { $run.$_ } | ForEach-Object { \"$_ $($run.$_)\" }").Texts.Select(line => $"{label} {line}"));
    }

    private void Run(Random dice, string command, string cause)
    {
        var at = dice.Next(1, 12);
        var script = cause switch
        {
            "-ErrorAction Stop" => $"$rows | {command} -ErrorAction Stop",
            "Select-Object -First" => $"$rows | {command} | Select-Object -First {at}",
            "an error downstream" => $"$n = 0; $rows | {command} | ForEach-Object {{ if (++$n -ge {at}) {{ throw 'enough' }} }}",
            _ => $"$rows | {command}",
        };
        proxy.RevokedFrom = cause == "a revoked token" ? at : int.MaxValue;
        using var pipeline = engine.Create(script + " > $null");
        using var isTime = new ManualResetEventSlim();
        if (cause == "Ctrl+C")
        {
            proxy.Arrived = number =>
            {
                if (number == at)
                {
                    isTime.Set();
                }
            };
        }

        var running = pipeline.BeginInvoke();
        WaitHandle.WaitAny([isTime.WaitHandle, running.AsyncWaitHandle], TimeSpan.FromSeconds(60));
        if (cause == "Ctrl+C")
        {
            pipeline.Stop();
        }

        try
        {
            pipeline.EndInvoke(running);
        }
        catch (RuntimeException)
        {
            // The stop ended the pipeline.
        }
    }
}
