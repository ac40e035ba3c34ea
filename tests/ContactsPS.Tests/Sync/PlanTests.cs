using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>Invoke-ContactChange does exactly what a plan says, and Undo-ContactChange reverses what a run did.</summary>
public sealed class PlanTests : IDisposable
{
    private const string Format = "ForEach-Object { \"$($_.Action) $($_.Key) $($_.Applied) $($_.Changes)\" } | Sort-Object";

    private const string Sync = "Sync-Contact $file -ExternalDataProperty City -ClearEmpty -Prune -ManageGroup * -PruneGroup -ManageSubscription * -MaximumPrunePercent 100 -Confirm:$false";

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("CONTACTSPS_PLANS"), out var runs) ? runs : 15;

    [Theory]
    [InlineData("$plan")]
    [InlineData("$plan | Export-Clixml $clixml; Import-Clixml $clixml")]
    [InlineData("$plan | Export-Clixml $clixml -Depth 1; Import-Clixml $clixml")]
    public void An_approved_plan_is_applied_and_the_run_is_undone(string plan)
    {
        Have();
        var before = engine.Run(AccountState.Script).Texts.Single();
        Plan("ExternalId,Email,LastName,City,Group,Unsubscribed\nK-1,one@example.com,Nowak,Hel,VIP;Newsletter,email\nK-3,three@example.com,,,,\nK-9,nine@example.com,Lis,,VIP,push\n");
        var clixml = ("clixml", folder.PathOf("plan.clixml"));
        Assert.Empty(engine.ChangingRequests);
        Assert.Equal(
            [
                "Created K-9 True Group: +VIP Unsubscribed: +push",
                "Removed K-2 True ",
                "Updated K-1 True LastName: - -> 'Nowak' ExternalData.City: - -> 'Hel' Group: +Newsletter Unsubscribed: +email",
            ],
            engine.Run($"$done = & {{ {plan} }} | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false; $done | Where-Object Action -ne Unchanged | {Format}", clixml).ThrowIfFailed().Texts);
        Assert.Equal("Unchanged Unchanged Unchanged", engine.Run($"(& {{ {plan} }} | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false).Action -join ' '", clixml).ThrowIfFailed().Texts.Single());

        engine.Run("$done | Export-Clixml $clixml; $null = Import-Clixml $clixml | Undo-ContactChange -MaximumPrunePercent 100 -AllowResubscribe -Confirm:$false", clixml).ThrowIfFailed();
        Assert.Equal(before, engine.Run(AccountState.Script).Texts.Single());
    }

    [Theory]
    [InlineData("$plan", "to create K-9, to remove K-2, to update K-1, Unchanged K-3")]
    [InlineData("$plan | Export-Clixml $clixml; Import-Clixml $clixml", "to create K-9, to remove K-2, to update K-1, Unchanged K-3")]
    [InlineData("$plan | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false", "Created K-9, Removed K-2, Updated K-1")]
    public void The_table_of_a_plan_says_what_is_to_be_done_and_the_table_of_a_run_what_was_done(string changes, string shown)
    {
        Have();
        Plan("ExternalId,Email,LastName\nK-1,one@example.com,Nowak\nK-3,three@example.com,\nK-9,nine@example.com,Lis\n", "Sync-Contact $file -Prune -MaximumPrunePercent 100");
        var table = engine.Run($"(& {{ {changes} }} | Format-Table | Out-String -Width 100) -split '\\r?\\n' -match 'K-' -replace '(K-\\d).*', '$1' -replace '  +', ' ' | Sort-Object", ("clixml", folder.PathOf("plan.clixml"))).ThrowIfFailed();
        Assert.Equal(shown, string.Join(", ", table.Texts.Select(static line => line.Trim()).Order(StringComparer.OrdinalIgnoreCase)));
        Assert.Equal("Created Removed Unchanged Updated", engine.Run("($plan.Action | Sort-Object) -join ' '").ThrowIfFailed().Texts.Single());
    }

    [Fact]
    public void The_actions_of_a_plan_can_be_compared_after_it_is_read_from_a_file()
    {
        Have();
        Plan("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,VIP,\nK-3,,,\n", "Sync-Contact $file");
        Assert.Equal("K-1", engine.Run("$plan | Export-Clixml $clixml; (Import-Clixml $clixml | Where-Object Action -ne Unchanged).Key", ("clixml", folder.PathOf("plan.clixml"))).Texts.Single());
    }

    [Fact]
    public void A_failed_change_is_small_in_a_file_and_keeps_its_error_id()
    {
        Have();
        Plan("ExternalId,Email,LastName,Group,Unsubscribed\nK-1,no address,Nowak,VIP,\n", "Sync-Contact $file -ErrorAction SilentlyContinue");
        var path = folder.PathOf("plan.clixml");
        Assert.Equal("InvalidField", engine.Run("$plan | Export-Clixml $clixml; (Import-Clixml $clixml).ErrorId", ("clixml", path)).Texts.Single());
        Assert.InRange(new FileInfo(path).Length, 100, 10_000);
    }

    [Fact]
    public void A_contact_that_no_longer_has_the_old_values_is_stale_and_the_others_are_changed()
    {
        Have();
        Plan("ExternalId,Email,LastName,City,Group,Unsubscribed\nK-1,one@example.com,Nowak,,VIP,\nK-3,three@example.com,Lis,,,\nK-9,nine@example.com,,,,\n");
        engine.Run("Set-Contact -Id 1 -LastName Other; Set-Contact -Id 2 -FirstName Changed; $null = New-Contact -ExternalId K-9 -Email other@example.com").ThrowIfFailed();
        var run = engine.Run($"$plan | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false | {Format}");
        Assert.Equal(["StalePlan", "StalePlan", "StalePlan"], run.ErrorIds);
        Assert.Equal(["Updated K-3 True LastName: - -> 'Lis'"], run.Texts.Where(static line => line.StartsWith("Updated", StringComparison.Ordinal)));
        Assert.Equal(["Other", "Lis"], engine.Run("(Get-Contact -Id 1, 3).LastName").Texts);
    }

    [Fact]
    public void A_plan_for_another_account_is_refused()
    {
        Have();
        Plan("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,VIP,\n", "Sync-Contact $file");
        engine.Run("$plan | Export-Clixml $clixml; Start-ContactSandbox | Connect-ContactService; $null = New-Contact -ExternalId K-1 -Email x@example.com", ("clixml", folder.PathOf("plan.clixml"))).ThrowIfFailed();
        Assert.Contains("another account", engine.Run("Import-Clixml $clixml | Invoke-ContactChange").SingleError("StalePlan").ToString(), StringComparison.Ordinal);
        Assert.Equal([string.Empty], engine.Run("(Get-Contact).LastName").Texts);
        Assert.DoesNotContain("sandbox", File.ReadAllText(folder.PathOf("plan.clixml")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Invoke-ContactChange")]
    [InlineData("Undo-ContactChange")]
    public void WhatIf_sends_no_changing_request_and_writes_the_changes(string command)
    {
        Have();
        Plan("ExternalId,Email,LastName,City,Group,Unsubscribed\nK-1,one@example.com,Nowak,Hel,VIP,\nK-3,three@example.com,,,,\nK-9,nine@example.com,,,,\n");
        engine.Run("$done = $plan | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false").ThrowIfFailed();
        engine.ForgetRequests();
        var changes = engine.Run($"$done | {command} -MaximumPrunePercent 100 -WhatIf | {Format}").ThrowIfFailed().Texts;
        Assert.Empty(engine.ChangingRequests);
        Assert.Equal(
            command == "Undo-ContactChange" ? ["Created K-2 False ", "Removed K-9 False ", "Updated K-1 False LastName: 'Nowak' -> - ExternalData.City: 'Hel' -> -"] : ["Unchanged K-1 False ", "Unchanged K-2 False ", "Unchanged K-9 False "],
            changes);
    }

    [Fact]
    public void Too_many_removals_end_the_command_before_any_change()
    {
        Have();
        Plan("ExternalId,LastName,City,Group,Unsubscribed\nK-1,Nowak,,,\n");
        Assert.Contains("2 of 3 contacts would be removed", engine.Run("$plan | Invoke-ContactChange -Confirm:$false").SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Nobody_is_removed_if_the_command_cannot_ask_for_confirmation()
    {
        Have();
        Plan("ExternalId,LastName,City,Group,Unsubscribed\nK-1,Nowak,,,\n");
        engine.Run("$plan | Invoke-ContactChange -MaximumPrunePercent 100").SingleError("ConfirmationUnavailable");
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Undo_subscribes_again_only_with_AllowResubscribe()
    {
        Have();
        Plan("ExternalId,Group,Unsubscribed\nK-1,VIP,email\n", "Sync-Contact $file -ManageSubscription email");
        engine.Run("$done = $plan | Invoke-ContactChange").ThrowIfFailed();
        Assert.Equal(["Skipped K-1 False "], engine.Run($"$done | Undo-ContactChange | {Format}").ThrowIfFailed().Texts);
        Assert.Equal(["1"], engine.Run("(Get-Contact -Unsubscribed email).Id").Texts);
        Assert.Equal(["Updated K-1 True Unsubscribed: -email"], engine.Run($"$done | Undo-ContactChange -AllowResubscribe -Confirm:$false | {Format}").ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_contact_whose_opt_outs_were_not_recorded_is_not_created_again()
    {
        using var silent = HostedEngine.Connected("-Alternative FilterIgnored");
        silent.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact; Set-ContactSubscription -Id 2 -Channel email -State Unsubscribed").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId\nK-1\n");
        var run = silent.Run("$done = Sync-Contact $file -Prune -MaximumPrunePercent 100 -Confirm:$false; $done | Undo-ContactChange", ("file", path));
        Assert.Contains(run.Warnings, static warning => warning.Contains("cannot be undone", StringComparison.Ordinal));
        Assert.Equal(["StalePlan"], run.ErrorIds);
        Assert.Equal(1, silent.Count("@(Get-Contact).Count"));
    }

    [Fact]
    public void An_archived_contact_with_the_same_key_is_named()
    {
        using var taken = HostedEngine.Connected("-Alternative ArchivedExternalIdTaken");
        taken.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId\nK-1\n");
        var run = taken.Run("$done = Sync-Contact $file -Prune -MaximumPrunePercent 100 -Confirm:$false; $done | Undo-ContactChange", ("file", path));
        Assert.Equal(["Refused"], run.ErrorIds);
        Assert.Contains(run.Warnings, static warning => warning.Contains("archived contact with id 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_of_unknown_outcome_are_listed_and_not_reversed()
    {
        Have();
        Plan("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,VIP,\n", "Sync-Contact $file");
        var run = engine.Run("""
            $plan[0].GetType().GetMethod('Fail', [Reflection.BindingFlags]'NonPublic, Instance').Invoke($plan[0], @([Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'OutcomeUnknown,ContactsPS.Commands.SyncContactCommand', 'WriteError', $null)))
            $plan | Undo-ContactChange
            """.Replace("'OutcomeUnknown,ContactsPS.Commands.SyncContactCommand'", "'OutcomeUnknown,x'", StringComparison.Ordinal));
        Assert.Contains("K-1", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("1 | Invoke-ContactChange")]
    [InlineData("@{ ExternalId = 'K-1' } | Undo-ContactChange")]
    [InlineData("Get-Contact | Undo-ContactChange")]
    [InlineData("Invoke-ContactChange")]
    public void An_object_that_is_not_a_change_is_refused(string command)
    {
        Have();
        Assert.All(engine.Run(command).ErrorIds, static id => Assert.Equal("NotAContact", id));
        Assert.Contains("change", engine.Run(command).Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LastRun_has_the_outcome_of_each_change()
    {
        Have();
        Plan("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,VIP,\nK-3,Lis,,\n", "Sync-Contact $file");
        engine.Run("Set-Contact -Id 1 -LastName Other; $null = $plan | Invoke-ContactChange -ErrorAction SilentlyContinue").ThrowIfFailed();
        Assert.Equal("1 1 0 True", engine.Run("$run = (Get-ContactConnection).LastRun; \"$($run.Done) $($run.Refused) $($run.NotSent) $($run.IsComplete)\"").Texts.Single());
    }

    [Fact]
    public void Opt_outs_of_a_plan_count_as_open_until_they_are_done()
    {
        Have();
        Plan("ExternalId,Email,Group,Unsubscribed\nK-1,,VIP,email;sms\nK-9,nine@example.com,VIP,push\n", "Sync-Contact $file -ManageGroup VIP -ManageSubscription *");
        Assert.Equal(["0"], engine.Run("$null = $plan | Invoke-ContactChange; (Get-ContactConnection).LastRun.OpenOptOuts").ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_plan_that_is_applied_again_completes_what_follows_a_creation()
    {
        Have();
        Plan("ExternalId,Email,Group,Unsubscribed\nK-9,nine@example.com,Newsletter,email\n", "Sync-Contact $file -ManageGroup Newsletter -ManageSubscription *");
        engine.Run("$null = New-Contact -ExternalId K-9 -Email nine@example.com").ThrowIfFailed();
        Assert.Equal(["Updated K-9 True Group: +Newsletter Unsubscribed: +email"], engine.Run($"$plan | Invoke-ContactChange | {Format}").ThrowIfFailed().Texts);
        Assert.Equal("4 4", engine.Run("\"$((Get-Contact -Unsubscribed email).Id) $((Get-Contact -GroupId Newsletter).Id)\"").Texts.Single());
        Assert.Equal(["Unchanged K-9 True "], engine.Run($"$plan | Invoke-ContactChange | {Format}").ThrowIfFailed().Texts);
    }

    [Fact]
    public void If_the_last_changes_are_declined_the_earlier_ones_are_still_reported()
    {
        var host = new RecordingHost { Choose = static _ => 1 };
        using var asked = HostedEngine.Connected(host: host);
        asked.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact; Add-ContactGroup -Id 1, 2 -GroupId VIP").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,Group,Unsubscribed\nK-1,Newsletter,email\n");
        var run = asked.Run($"$plan = Sync-Contact $file -Prune -ManageGroup * -ManageSubscription * -MaximumPrunePercent 100 -WhatIf; $plan | Invoke-ContactChange -MaximumPrunePercent 100 | {Format}", ("file", path)).ThrowIfFailed();
        Assert.Equal(["Skipped K-2 False ", "Updated K-1 True Group: +Newsletter Unsubscribed: +email"], run.Texts);
        Assert.Equal("0 2", asked.Run("$run = (Get-ContactConnection).LastRun; \"$($run.Done) $($run.NotSent)\"").Texts.Single());
    }

    [Fact]
    public void Only_applied_changes_are_reported_and_undone()
    {
        Have();
        Plan("ExternalId,FirstName,LastName,Group,Unsubscribed\nK-1,Ewa,Nowak,VIP;Newsletter;Do rozważenia,email;sms\n", "Sync-Contact $file -ManageGroup * -ManageSubscription *");
        engine.Run("Add-ContactGroup -Id 1 -GroupId Newsletter; Set-ContactSubscription -Id 1 -Channel sms -State Unsubscribed; Set-Contact -Id 1 -FirstName Ewa").ThrowIfFailed();
        var before = engine.Run(AccountState.Script).Texts.Single();
        Assert.Equal(["Updated K-1 True LastName: - -> 'Nowak' Group: +Do rozważenia Unsubscribed: +email"], engine.Run($"$done = $plan | Invoke-ContactChange; $done | {Format}").ThrowIfFailed().Texts);
        engine.Run("$null = $done | Undo-ContactChange -AllowResubscribe -MaximumPrunePercent 100 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(before, engine.Run(AccountState.Script).Texts.Single());
    }

    [Fact]
    public void Additional_data_that_the_plan_does_not_name_is_kept_if_the_service_replaces_it()
    {
        using var replaced = HostedEngine.Connected("-Alternative ExternalDataReplaced");
        replaced.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com'; ExternalData = @{ City = 'Hel'; Points = 7 } } | New-Contact").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,City\nK-1,Sopot\n");
        replaced.Run("$plan = Sync-Contact $file -ExternalDataProperty City -WhatIf; $done = $plan | Invoke-ContactChange", ("file", path)).ThrowIfFailed();
        Assert.Equal("Sopot 7", replaced.Run("$data = (Get-Contact -Id 1).ExternalData; \"$($data['City']) $($data['Points'])\"").Texts.Single());
        replaced.Run("$done | Undo-ContactChange").ThrowIfFailed();
        Assert.Equal("Hel 7", replaced.Run("$data = (Get-Contact -Id 1).ExternalData; \"$($data['City']) $($data['Points'])\"").Texts.Single());
    }

    [Theory]
    [InlineData("<S N=\"Field\">LastName</S>", "<S N=\"Field\">Foo</S>", "InvalidField", "K-1 K-2 K-3 K-8 K-9")]
    [InlineData("<S N=\"To\">Nowak</S>", "<I32 N=\"To\">007</I32>", "", "K-1 K-8 K-9")]
    [InlineData("<S>email</S>", "<S>mail</S>", "InvalidField", "K-1 K-2 K-3 K-8")]
    [InlineData("<S>Newsletter</S>", "<S>Nobody</S>", "GroupNotFound", "K-1 K-2 K-3 K-8")]
    [InlineData("<S>id:3</S>", "<S>Nobody</S>", "GroupNotFound", "K-1 K-2 K-3 K-8")]
    [InlineData("<S>id:3</S>", "<I32>3</I32>", "", "K-1 K-8 K-9")]
    [InlineData("<S N=\"Email\">nine@example.com</S>", "<S N=\"Email\">nine</S>", "InvalidField", "K-1 K-2 K-3 K-8")]
    [InlineData("<S N=\"Action\">Created</S>", "<S N=\"Action\">Create</S>", "NotAContact", "K-1 K-2 K-3")]
    public void Each_change_of_a_plan_edited_by_hand_is_applied_or_refused(string text, string edited, string error, string left)
    {
        Have();
        Plan("ExternalId,Email,LastName,Group,Unsubscribed\nK-1,,Nowak,VIP;Newsletter,email\nK-8,eight@example.com,,,\nK-9,nine@example.com,,VIP;Newsletter,email\n", "Sync-Contact $file -Prune -MaximumPrunePercent 100 -ManageGroup * -ManageSubscription *");
        var clixml = folder.PathOf("plan.clixml");
        engine.Run("$plan | Export-Clixml $clixml", ("clixml", clixml)).ThrowIfFailed();
        var saved = File.ReadAllText(clixml);
        Assert.Contains(text, saved, StringComparison.Ordinal);
        File.WriteAllText(clixml, saved.Replace(text, edited, StringComparison.Ordinal));
        var run = engine.Run("$null = Import-Clixml $clixml | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false", ("clixml", clixml));
        Assert.Equal(error.Length == 0 ? [] : new[] { error, "PruneRefused" }, run.ErrorIds.Distinct());
        Assert.Equal(left, engine.Run("(Get-Contact).ExternalId -join ' '").Texts.Single());
    }

    [Fact]
    public void A_plan_without_an_account_is_refused()
    {
        Have();
        Plan("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,VIP,\n", "Sync-Contact $file");
        var clixml = folder.PathOf("plan.clixml");
        engine.Run("$plan | Export-Clixml $clixml", ("clixml", clixml)).ThrowIfFailed();
        File.WriteAllText(clixml, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(clixml), "<S N=\"Account\">[^<]*</S>", "<Nil N=\"Account\" />"));
        engine.Run("Import-Clixml $clixml | Invoke-ContactChange", ("clixml", clixml)).SingleError("StalePlan");
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Nobody_is_removed_if_a_change_was_refused_before_it_was_sent()
    {
        Have();
        Plan("ExternalId,Email,Group,Unsubscribed\nK-1,,VIP,\nK-9,nine@example.com,,\n", "Sync-Contact $file -Prune -MaximumPrunePercent 100");
        var run = engine.Run("$null = & { 'text'; $plan } | Invoke-ContactChange -MaximumPrunePercent 100 -Confirm:$false");
        Assert.Equal(["NotAContact", "PruneRefused"], run.ErrorIds);
        Assert.Equal(4, engine.Count("@(Get-Contact).Count"));
    }

    [Fact]
    public void A_creation_is_undone_if_the_service_did_not_return_the_id()
    {
        using var silent = HostedEngine.Connected("-Alternative NoItem");
        var path = folder.Write("source.csv", "ExternalId,Email,Group,Unsubscribed\nK-1,one@example.com,,\nK-2,two@example.com,VIP,email\n");
        silent.Run("$done = Sync-Contact $file -ManageGroup VIP -ManageSubscription email; $null = $done | Undo-ContactChange -MaximumPrunePercent 100 -Confirm:$false", ("file", path)).ThrowIfFailed();
        Assert.Equal(0, silent.Count("@(Get-Contact).Count"));
    }

    [Fact]
    public void The_confirmation_of_a_plan_names_only_the_contacts_that_leave_groups()
    {
        var host = new RecordingHost { Choose = static _ => 0 };
        using var asked = HostedEngine.Connected(host: host);
        asked.Run("$null = 1..20 | ForEach-Object { @{ ExternalId = \"K-$_\"; Email = \"a$_@example.com\" } } | New-Contact; Add-ContactGroup -Id (1..20) -GroupId VIP; Add-ContactGroup -Id (1..20) -GroupId Newsletter; Add-ContactGroup -Id (1..20) -GroupId 'Do rozważenia'").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,Group\n" + string.Concat(Enumerable.Range(1, 20).Select(static number => $"K-{number},{(number == 1 ? string.Empty : number < 5 ? "VIP;Newsletter" : "VIP;Newsletter;Do rozważenia")}\n")));
        var run = asked.Run("$plan = Sync-Contact $file -ManageGroup * -MaximumPrunePercent 100 -WhatIf; $null = $plan | Invoke-ContactChange", ("file", path));
        Assert.Equal(["PruneRefused"], run.ErrorIds);
        Assert.Contains("Remove 0 contacts, take 1 out of groups and resubscribe 0?", host.Shown, StringComparison.Ordinal);
        Assert.Equal("19 19 20", asked.Run("\"$(@(Get-Contact -GroupId VIP).Count) $(@(Get-Contact -GroupId Newsletter).Count) $(@(Get-Contact -GroupId 4).Count)\"").Texts.Single());
    }

    /// <summary>Random accounts and sources, also with faults: plan, change the account meanwhile, apply, undo. Apart from the changes of others, the account is as before.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("-FaultRate 0.2 -Fault ServerError, ConnectionClosed, ConnectionClosedAfterProcessing, TruncatedBody")]
    public void Apply_and_undo_leave_the_account_as_before_apart_from_the_changes_of_others(string sandbox)
    {
        using var own = HostedEngine.Connected(sandbox);
        var (applied, stale) = (0, 0);
        var runs = sandbox.Length == 0 ? Runs : (Runs + 6) / 7;
        for (var seed = 1; seed <= runs; seed++)
        {
            var dice = new Random(seed);
            var contacts = Enumerable.Range(1, 8).Select(number => $"@{{ ExternalId = 'K-{number}'; Email = 'a{number}@example.com'; LastName = 'Name {dice.Next(3)}'; ExternalData = @{{ City = 'City {dice.Next(3)}' }} }}");
            Settle(own, $"$made = @({string.Join(", ", contacts)} | New-Contact)", "@(Get-Contact).Count -eq 8");
            for (var i = 1; i <= 8; i++)
            {
                Settle(own, $"Get-Contact -ExternalId K-{i} | Add-ContactGroup -GroupId {dice.Next(2, 5)}; Get-Contact -ExternalId K-{i} | Set-ContactSubscription -Channel {new[] { "email", "sms", "push" }[dice.Next(3)]} -State Unsubscribed", "$true");
            }

            var rows = Enumerable.Range(1, 10).Where(_ => dice.Next(4) > 0).Select(number =>
                $"K-{number},a{number}@example.com,Name {dice.Next(3)},City {dice.Next(3)},{string.Join(';', Enumerable.Range(2, 3).Where(_ => dice.Next(3) == 0).Select(static id => $"id:{id}"))},{new[] { string.Empty, "email", "sms;push" }[dice.Next(3)]}");
            var path = folder.Write($"{seed}{sandbox.Length}.csv", "ExternalId,Email,LastName,City,Group,Unsubscribed\n" + string.Join('\n', rows) + "\n");
            var before = own.Run(AccountState.Script).ThrowIfFailed().Texts.Single();
            own.Run($"$plan = @({Sync} -AllowResubscribe -WhatIf -ErrorAction Stop)", ("file", path)).ThrowIfFailed();
            applied += (int)own.Run("@($plan | Where-Object Action -in Created, Updated, Removed).Count").Value!;

            // Others change the account meanwhile.
            var others = $"if ($one = Get-Contact -ExternalId K-{dice.Next(1, 9)} -ErrorAction Ignore) {{ $one | {new[] { "Set-Contact -FirstName Other", "Set-Contact -LastName Other", "Set-Contact -ExternalData @{ City = 'Other' }", "Remove-Contact -Confirm:$false", "Add-ContactGroup -GroupId 5", "Set-ContactSubscription -Channel push -State Unsubscribed" }[dice.Next(6)]} }}";
            for (var i = 0; i < 2; i++)
            {
                own.Run(others).ThrowIfFailed();
            }

            own.Run($"$null = New-Contact -ExternalId X-{seed} -Email x{seed}@example.com").ThrowIfFailed();
            before = own.Run(AccountState.Script).ThrowIfFailed().Texts.Single();
            own.Run("$all = @($plan | Invoke-ContactChange -MaximumPrunePercent 100 -AllowResubscribe -Confirm:$false -ErrorAction SilentlyContinue)").ThrowIfFailed();
            stale += (int)own.Run("@($all | Where-Object Error).Count").Value!;
            own.Run("$null = $all | Undo-ContactChange -MaximumPrunePercent 100 -AllowResubscribe -Confirm:$false").ThrowIfFailed();
            Assert.Equal(before, own.Run(AccountState.Script).ThrowIfFailed().Texts.Single());
            own.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
        }

        Assert.True(applied > runs * 4 && stale > 0, $"{applied} applied, {stale} stale");
    }

    private static void Settle(HostedEngine engine, string script, string holds)
    {
        engine.Run(script).ThrowIfFailed();
        Assert.Equal("True", engine.Run(holds).ThrowIfFailed().Texts.Single());
    }

    private void Have()
    {
        engine.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com'; LastName = 'Old' }, @{ ExternalId = 'K-3'; Email = 'three@example.com' } | New-Contact; Add-ContactGroup -Id 1, 2 -GroupId VIP; Set-ContactSubscription -Id 2 -Channel sms -State Unsubscribed").ThrowIfFailed();
        engine.ForgetRequests();
    }

    private void Plan(string source, string sync = Sync)
    {
        var path = folder.Write("source.csv", source);
        engine.Run($"$plan = @({sync} -WhatIf)", ("file", path)).ThrowIfFailed();
    }
}
