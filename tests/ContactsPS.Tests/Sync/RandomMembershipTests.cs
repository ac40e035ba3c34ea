using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>Random accounts, sources and parameters: the run does what the plan says, also if the plan is applied or the work is shared, and undo reverses it.</summary>
public sealed class RandomMembershipTests : IDisposable
{
    private const string State = """
        $lists = @{}; foreach ($channel in 'email', 'sms', 'push') { $lists[$channel] = @(Get-Contact -Unsubscribed $channel).ExternalId }
        $groups = @{}; foreach ($group in 2..4) { $groups[$group] = @(Get-Contact -GroupId $group).ExternalId }
        (Get-Contact | ForEach-Object {
            $key = $_.ExternalId
            "$key|$($_.Email)|$($_.LastName)|$((2..4 | Where-Object { $groups[$_] -contains $key }) -join ';')|$(('email', 'sms', 'push' | Where-Object { $lists[$_] -contains $key }) -join ';')"
        } | Sort-Object) -join "`n"
        """;

    private static readonly string[] Switches = ["-Prune", "-PruneGroup", "-AllowResubscribe", "-NoCreate", "-NoUpdate", "-GroupId VIP", "-Exclude $list", "-MatchOn ExternalId, Email", "-AddToGroup 4"];

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("CONTACTSPS_PLANS"), out var runs) ? runs : 12;

    [Fact]
    public void The_plan_says_what_the_run_does_applied_or_in_shares_and_undo_reverses_it()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var dice = new Random(seed);
            var account = $"$null = {string.Join(", ", Enumerable.Range(1, 10).Select(number => $"@{{ ExternalId = 'K-{number}'; Email = 'a{number}@example.com'; LastName = 'Name {dice.Next(2)}'; AddToGroup = {2 + dice.Next(3)}, {2 + dice.Next(3)} }}"))} | New-Contact\n"
                + string.Join('\n', Enumerable.Range(0, 4).Select(_ => $"Set-ContactSubscription -ExternalId K-{1 + dice.Next(10)} -Channel {new[] { "email", "sms", "push" }[dice.Next(3)]} -State Unsubscribed"));
            var rows = Enumerable.Range(1, 14).Where(_ => dice.Next(4) > 0).SelectMany(number => Enumerable.Repeat(Row(dice, number), dice.Next(12) == 0 ? 2 : 1)).ToList();
            if (dice.Next(4) == 0)
            {
                rows.Add(",nobody@,,,");
            }

            var source = folder.Write($"{seed}.csv", "ExternalId,Email,LastName,Group,Unsubscribed\n" + string.Join('\n', rows) + "\n");
            var list = folder.Write($"{seed}.txt", $"K-{1 + dice.Next(12)}\nemail:a{1 + dice.Next(12)}@example.com\n");
            var sync = $"Sync-Contact $file -ManageGroup 2, 3 -ManageSubscription email, sms -MaximumPrunePercent 100 {string.Join(' ', Switches.Where(_ => dice.Next(3) == 0))} -Confirm:$false -ErrorAction SilentlyContinue -WarningAction Ignore";
            var format = " | Where-Object Action -ne Failed | ForEach-Object { \"$($_.Action) $($_.Key) $($_.Changes)\" } | Sort-Object";
            using var one = Connected(account, source, list);
            var plan = one.Run(sync + " -WhatIf" + format).ThrowIfFailed().Texts;
            var before = one.Run(State).ThrowIfFailed().Texts.Single();
            Assert.Empty(one.ChangingRequests);
            var done = one.Run(sync + format).ThrowIfFailed().Texts;
            Assert.True(plan.SequenceEqual(done), $"{seed}: {sync}\n{before}\n\n{File.ReadAllText(source)}\nplan\n{string.Join('\n', plan)}\n\ndone\n{string.Join('\n', done)}");
            Assert.Equal("0", one.Run("$run = (Get-ContactConnection).LastRun; $run.Failed + $run.OutcomeUnknown").Texts.Single());

            using var planned = Connected(account, source, list);
            planned.Run($"$done = {sync} -WhatIf | Invoke-ContactChange -MaximumPrunePercent 100 -AllowResubscribe -Confirm:$false").ThrowIfFailed();
            IsSame("applied", one.Run(State).ThrowIfFailed().Texts.Single(), planned);
            planned.Run("$null = $done | Undo-ContactChange -MaximumPrunePercent 100 -AllowResubscribe -Confirm:$false").ThrowIfFailed();
            IsSame("undone", before, planned);

            using var shared = Connected(account, source, list);
            var shares = dice.Next(2, 5);
            for (var share = 1; share <= shares; share++)
            {
                shared.Run($"$null = {sync} -Partition {share}/{shares}").ThrowIfFailed();
            }

            IsSame("shared", one.Run(State).ThrowIfFailed().Texts.Single(), shared);

            void IsSame(string how, string expected, HostedEngine engine)
            {
                var actual = engine.Run(State).ThrowIfFailed().Texts.Single();
                Assert.True(actual == expected, $"{how}, {seed}: {sync}\n{before}\n\n{File.ReadAllText(source)}\n{string.Join('\n', done)}\n\nexpected\n{expected}\n\nactual\n{actual}");
            }
        }
    }

    private static string Row(Random dice, int number) => dice.Next(12) switch
    {
        0 => $"K-{number}",
        1 => $"K-{number},a{number}@example.com",
        2 => $"K-{number},no address,,VIP,email",
        3 => $"K-{number},a{number}@example.com,,,letter",
        4 => $",a{number}@example.com,,VIP,sms",
        _ => $"K-{number},a{number}@example.com,Name {dice.Next(2)},{new[] { string.Empty, "VIP", "id:2", "2;3", "Newsletter;id:4" }[dice.Next(5)]},{new[] { string.Empty, "email", "sms;EMAIL", "push" }[dice.Next(4)]}",
    };

    private static HostedEngine Connected(string account, string source, string list)
    {
        var engine = HostedEngine.Connected();
        engine.Run("$global:file = $one; $global:list = $two", ("one", source), ("two", list)).ThrowIfFailed();
        engine.Run(account).ThrowIfFailed();
        engine.ForgetRequests();
        return engine;
    }
}
