using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>-ManageGroup and -ManageSubscription: group memberships and opt-outs become what the source says.</summary>
public sealed class MembershipTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Sync-Contact $file")]
    [InlineData("Import-Csv $file | Sync-Contact")]
    public void Membership_of_managed_groups_becomes_what_the_column_says(string sync)
    {
        Have();
        Assert.Equal(
            [
                "Created K-9 Group: +Newsletter",
                "Unchanged K-3 ",
                "Updated K-1 Group: +Newsletter, -VIP",
                "Updated K-2 LastName: - -> 'Nowak' Group: -VIP",
            ],
            Sync("ExternalId,Email,LastName,Group\nK-1,,,Newsletter\nK-2,,Nowak,\nK-3,,,\nK-9,nine@example.com,,newsletter ; \n", sync, "-ManageGroup Newsletter, VIP -MaximumPrunePercent 100").ThrowIfFailed().Texts);
        Assert.Equal(["K-1 Newsletter", "K-2 ", "K-3 ", "K-9 Newsletter"], Groups());
        Assert.Equal(["Unchanged K-1 ", "Unchanged K-2 "], Sync("ExternalId,Group\nK-1,Newsletter\nK-2,\n", sync, "-ManageGroup VIP, Newsletter").ThrowIfFailed().Texts);
    }

    [Fact]
    public void The_groups_of_one_contact_are_sent_in_one_request()
    {
        Have();
        Sync("ExternalId,Group\nK-3,VIP;Newsletter\n", "Sync-Contact $file", "-ManageGroup *").ThrowIfFailed();
        Assert.Equal(["POST /v2.1/contact/3/group"], engine.ChangingRequests.Select(static request => request.Split('?')[0]));
    }

    [Fact]
    public void Other_groups_are_unchanged_and_a_group_that_is_not_managed_is_one_warning()
    {
        Have();
        var run = Sync("ExternalId,Group\nK-1,Newsletter\nK-2,Newsletter;VIP\n", "Sync-Contact $file", "-ManageGroup VIP -MaximumPrunePercent 100").ThrowIfFailed();
        Assert.Equal(["Unchanged K-2 ", "Updated K-1 Group: -VIP"], run.Texts);
        Assert.Contains("'Newsletter'", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALLCONTACTS")]
    [InlineData("1")]
    [InlineData("'All contacts'")]
    public void Managing_the_group_of_all_contacts_ends_the_run(string group)
    {
        Have();
        Assert.Contains("built-in group", Sync("ExternalId,Group\nK-1,\n", "Sync-Contact $file", $"-ManageGroup VIP, {group}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sync-Contact $file", "-ManageGroup VIP")]
    [InlineData("Sync-Contact $file", "-ManageSubscription *")]
    [InlineData("Import-Csv $file | Sync-Contact", "-ManageGroup VIP")]
    [InlineData("Get-Contact | Sync-Contact", "-ManageGroup VIP")]
    public void A_missing_column_ends_the_run(string sync, string manage)
    {
        Have();
        Sync("ExternalId,LastName\nK-1,Nowak\n", sync, manage).SingleError("NoKey");
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Sync-Contact $file")]
    [InlineData("Import-Csv $file | Sync-Contact")]
    public void A_row_with_fewer_cells_than_the_header_changes_no_membership_and_resubscribes_nobody(string sync)
    {
        Have();
        OptOut(1, "email");
        Assert.Equal(["Unchanged K-1 ", "Unchanged K-2 "], Sync("ExternalId,LastName,Group,Unsubscribed\nK-1\nK-2,\n", sync, "-ManageGroup VIP -ManageSubscription * -AllowResubscribe -MaximumPrunePercent 100").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Members_without_a_row_stay_unless_PruneGroup_removes_them_from_the_group()
    {
        Have();
        const string Source = "ExternalId,Group\nK-1,VIP\n";
        Assert.Equal(["Unchanged K-1 "], Sync(Source, "Sync-Contact $file", "-ManageGroup VIP").ThrowIfFailed().Texts);
        Assert.Equal(["Unchanged K-1 ", "Updated K-2 Group: -VIP"], Sync(Source, "Sync-Contact $file", "-ManageGroup VIP -PruneGroup -WhatIf").ThrowIfFailed().Texts);
        Assert.Empty(engine.ChangingRequests);
        Assert.Equal(["Unchanged K-1 ", "Updated K-2 Group: -VIP"], Sync(Source, "Sync-Contact $file", "-ManageGroup VIP -PruneGroup").ThrowIfFailed().Texts);
        Assert.Equal(["K-1 VIP", "K-2 ", "K-3 "], Groups());
    }

    [Fact]
    public void Too_many_removals_stop_only_their_group()
    {
        engine.Run("$null = 1..20 | ForEach-Object { @{ ExternalId = \"K-$_\"; Email = \"a$_@example.com\" } } | New-Contact; Add-ContactGroup -Id (1..20) -GroupId VIP; Add-ContactGroup -Id (1..10) -GroupId Newsletter").ThrowIfFailed();
        engine.ForgetRequests();
        var rows = string.Concat(Enumerable.Range(1, 20).Select(static number => $"K-{number},{(number > 3 ? "VIP" : string.Empty)};{(number is > 1 and < 11 ? "Newsletter" : string.Empty)}\n"));
        var run = Sync("ExternalId,Group\n" + rows, "Sync-Contact $file", "-ManageGroup *");
        Assert.Contains("group VIP: 3 of its 20 members would leave", run.SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Equal(["Updated K-1 Group: -Newsletter"], run.Texts.Where(static line => !line.StartsWith("Unchanged", StringComparison.Ordinal)));
        Assert.Equal(20, engine.Count("@(Get-Contact -GroupId VIP).Count"));
    }

    [Theory]
    [InlineData("ExternalId,Group\nK-7,VIP\n", "no row")]
    [InlineData("ExternalId,Group\n", "no rows")]
    public void If_no_row_matches_a_contact_nobody_leaves_a_group(string source, string reason)
    {
        Have();
        var run = Sync(source, "Sync-Contact $file", "-ManageGroup VIP -PruneGroup -MaximumPrunePercent 100");
        Assert.Contains(reason, run.SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void After_a_sign_of_damage_contacts_join_groups_but_nobody_leaves_one()
    {
        Have();
        var run = Sync("ExternalId,Group\nK-1,\nK-3,VIP\n,VIP\n", "Sync-Contact $file", "-ManageGroup VIP -PruneGroup -MaximumPrunePercent 100");
        Assert.Equal(["NoKey", "PruneRefused"], run.ErrorIds);
        Assert.Equal(["K-1 VIP", "K-2 VIP", "K-3 VIP"], Groups());
        Assert.Contains("Updated K-3 Group: +VIP", run.Texts);
        Assert.Contains("Skipped K-1 ", run.Texts);
    }

    [Fact]
    public void Nobody_leaves_a_group_if_a_creation_was_refused()
    {
        Have();
        var run = Sync("ExternalId,Email,Group\nK-1,,\nK-9,,VIP\n", "Sync-Contact $file", "-ManageGroup VIP -MaximumPrunePercent 100");
        Assert.Equal(["InvalidField", "PruneRefused"], run.ErrorIds);
        Assert.Equal(["K-1 VIP", "K-2 VIP", "K-3 "], Groups());
    }

    [Fact]
    public void Opt_outs_are_sent_first_in_batches_by_channel()
    {
        Have();
        var run = Sync("ExternalId,Email,LastName,Group,Unsubscribed\nK-1,,Nowak,VIP;Newsletter,email;sms\nK-2,,,VIP,EMAIL\nK-9,nine@example.com,,VIP,push\n", "Sync-Contact $file", "-ManageGroup * -ManageSubscription *").ThrowIfFailed();
        Assert.Equal(
            ["Created K-9 Group: +VIP Unsubscribed: +push", "Updated K-1 LastName: - -> 'Nowak' Group: +Newsletter Unsubscribed: +email, +sms", "Updated K-2 Unsubscribed: +email"],
            run.Texts);
        Assert.Equal(["email sms", "email", "", "push"], OptOuts());
        var sent = engine.ChangingRequests.Select(static request => request.Split("/v2.1")[0] + request.Split("/v2.1")[1].Split('?')[0]).ToList();
        Assert.Equal(["POST /contact/unsubscribe/email", "POST /contact/unsubscribe/sms"], sent.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["POST /contact", "POST /contact/1/group", "POST /contact/4/group", "POST /contact/unsubscribe/push", "PUT /contact"], sent.Skip(2).Order(StringComparer.Ordinal));
        Assert.True(sent.IndexOf("POST /contact") < sent.IndexOf("POST /contact/unsubscribe/push"));
        Assert.True(sent.IndexOf("POST /contact/unsubscribe/push") < sent.IndexOf("POST /contact/4/group"));
        Assert.Equal("3 0 True", engine.Run("$run = (Get-ContactConnection).LastRun; \"$($run.Done) $($run.OpenOptOuts) $($run.IsComplete)\"").Texts.Single());
    }

    [Fact]
    public void A_new_contact_with_an_opt_out_is_found_if_the_service_does_not_return_its_id()
    {
        using var silent = HostedEngine.Connected("-Alternative NoItem");
        var path = folder.Write("source.csv", "ExternalId,Email,Group,Unsubscribed\nK-1,one@example.com,VIP,email\n");
        silent.Run("Sync-Contact $file -ManageGroup VIP -ManageSubscription email", ("file", path)).ThrowIfFailed();
        Assert.Equal("1 1", silent.Run("\"$(@(Get-Contact -GroupId VIP).Count) $(@(Get-Contact -Unsubscribed email).Count)\"").Texts.Single());
    }

    [Theory]
    [InlineData("K-1,no address,email", "InvalidField")]
    [InlineData("K-1,two@example.com,email", "Refused")]
    public void A_row_whose_contact_is_certain_sends_its_opt_outs_even_if_another_field_is_refused(string row, string error)
    {
        using var strict = HostedEngine.Connected("-Alternative UniqueEmail");
        strict.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact").ThrowIfFailed();
        var path = folder.Write("source.csv", $"ExternalId,Email,Unsubscribed\n{row}\n");
        var run = strict.Run("Sync-Contact $file -ManageSubscription email", ("file", path));
        Assert.Equal([error], run.ErrorIds);
        Assert.Equal("1", strict.Run("(Get-Contact -Unsubscribed email).Id").Texts.Single());
        Assert.Equal("0", strict.Run("(Get-ContactConnection).LastRun.OpenOptOuts").Texts.Single());
    }

    [Fact]
    public void Opt_outs_are_sent_with_NoUpdate()
    {
        Have();
        Assert.Equal(
            ["Skipped K-2 LastName: - -> 'Lis'", "Updated K-1 Unsubscribed: +email"],
            Sync("ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,,email\nK-2,Lis,VIP,\n", "Sync-Contact $file", "-NoUpdate -ManageGroup VIP -ManageSubscription *").ThrowIfFailed().Texts);
        Assert.Equal(["email", "", ""], OptOuts());
        Assert.Equal(["K-1 VIP", "K-2 VIP", "K-3 "], Groups());
    }

    [Fact]
    public void A_contact_that_unsubscribed_at_the_service_is_written_and_stays_unsubscribed()
    {
        Have();
        OptOut(1, "email, sms");
        const string Source = "ExternalId,LastName,Unsubscribed\nK-1,Nowak,sms\nK-2,,\n";
        foreach (var whatIf in new[] { "-WhatIf", string.Empty })
        {
            Assert.Equal(
                ["OptedOut K-1 Unsubscribed: +email", "Unchanged K-2 ", "Updated K-1 LastName: - -> 'Nowak'"],
                Sync(Source, "Sync-Contact $file", $"-ManageSubscription * {whatIf}").ThrowIfFailed().Texts);
        }

        Assert.Equal(["email sms", "", ""], OptOuts());
        Assert.Equal("False", engine.Run("(Sync-Contact $file -ManageSubscription * | Where-Object Action -eq OptedOut).Applied", ("file", folder.PathOf("source.csv"))).Texts.Single());
    }

    [Fact]
    public void AllowResubscribe_subscribes_them_again()
    {
        Have();
        OptOut(1, "email, sms");
        Assert.Equal(["Unchanged K-2 ", "Updated K-1 Unsubscribed: -email"], Sync("ExternalId,Unsubscribed\nK-1,sms\nK-2,\n", "Sync-Contact $file", "-ManageSubscription * -AllowResubscribe").ThrowIfFailed().Texts);
        Assert.Equal(["sms", "", ""], OptOuts());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("email;letter")]
    [InlineData("all")]
    [InlineData("true")]
    public void An_unknown_channel_is_an_error_of_the_row_and_an_open_opt_out(string cell)
    {
        Have();
        var run = Sync($"ExternalId,LastName,Unsubscribed\nK-1,Nowak,{cell}\n", "Sync-Contact $file", "-ManageSubscription *");
        Assert.Equal(["InvalidField"], run.ErrorIds);
        Assert.Equal("1", engine.Run("(Get-ContactConnection).LastRun.OpenOptOuts").Texts.Single());
        Assert.Contains("opt-outs of the source that were not sent: 1", run.Information.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_suppression_list_creates_and_unsubscribes_unknown_people_or_skips_them()
    {
        Have();
        const string Source = "Email,Unsubscribed\none@example.com,email\nnew@example.com,email\n";
        Assert.Equal(["Skipped new@example.com ", "Updated one@example.com Unsubscribed: +email"], Sync(Source, "Sync-Contact $file", "-MatchOn Email -NoCreate -ManageSubscription email").ThrowIfFailed().Texts);
        Assert.Equal(["Created new@example.com Unsubscribed: +email", "Unchanged one@example.com "], Sync(Source, "Sync-Contact $file", "-MatchOn Email -ManageSubscription email").ThrowIfFailed().Texts);
        Assert.Equal(["email", "", "", "email"], OptOuts());
    }

    [Fact]
    public void The_columns_of_a_CRM_are_mapped_with_a_script_block()
    {
        Have();
        Assert.Equal(
            ["Unchanged K-2 ", "Updated K-1 Unsubscribed: +email"],
            Sync("ExternalId,EmailOptIn\nK-1,FALSE\nK-2,TRUE\n", "Sync-Contact $file", "-ManageSubscription email -Map @{ Unsubscribed = { if ($_.EmailOptIn -eq 'FALSE') { 'email' } } }").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Excluded_contacts_and_those_out_of_scope_keep_their_groups_and_opt_outs()
    {
        Have();
        engine.Run("Add-ContactGroup -Id 2 -GroupId Newsletter").ThrowIfFailed();
        var list = folder.Write("exclude.txt", "K-1\n");
        Assert.Equal(
            ["Skipped K-1 ", "Skipped K-3 ", "Updated K-2 Group: -VIP"],
            Sync("ExternalId,Group,Unsubscribed\nK-1,,email\nK-2,,\nK-3,VIP,email\n", "Sync-Contact $file", $"-GroupId Newsletter -Exclude '{list}' -ManageGroup VIP -ManageSubscription * -PruneGroup").ThrowIfFailed().Texts);
        Assert.Equal(["", "", ""], OptOuts());
    }

    [Fact]
    public void A_few_rows_are_looked_up_in_a_large_account()
    {
        engine.Run("$null = 1..3000 | ForEach-Object { @{ ExternalId = \"K-$_\"; Email = \"a$_@example.com\" } } | New-Contact -BatchSize 1000; Add-ContactGroup -Id 1, 5 -GroupId VIP; Set-ContactSubscription -Id 5 -Channel sms -State Unsubscribed").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Equal(
            ["OptedOut K-5 Unsubscribed: +sms", "Updated K-1 Group: +Newsletter, -VIP Unsubscribed: +email", "Updated K-5 Group: -VIP"],
            Sync("ExternalId,Group,Unsubscribed\nK-1,Newsletter,email\nK-5,,\n", "Sync-Contact $file", "-ManageGroup * -ManageSubscription * -MaximumPrunePercent 100").ThrowIfFailed().Texts);
        Assert.InRange(engine.Requests.Count, 5, 40);
    }

    [Fact]
    public void Parameters_that_need_a_managed_group_or_channel_are_refused_without_one()
    {
        Have();
        Sync("ExternalId\nK-1\n", "Sync-Contact $file", "-PruneGroup").SingleError("InvalidField");
        Sync("ExternalId\nK-1\n", "Sync-Contact $file", "-AllowResubscribe").SingleError("InvalidField");
        Sync("ExternalId\nK-1\n", "Sync-Contact $file", "-Map @{ Group = { 'VIP' } }").SingleError("InvalidField");
        Sync("ExternalId,Unsubscribed\nK-1,\n", "Sync-Contact $file", "-ManageSubscription letter").SingleError("InvalidField");
        Sync("ExternalId,Group\nK-1,Nobody\n", "Sync-Contact $file", "-ManageGroup VIP").SingleError("GroupNotFound");
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void The_percentage_counts_all_members_of_a_group_also_if_a_few_rows_are_looked_up()
    {
        Many(3000, 100);
        Assert.Equal(
            ["Updated K-1 Group: -VIP", "Updated K-2 Group: -VIP"],
            Sync("ExternalId,Group\nK-1,\nK-2,\n", "Sync-Contact $file", "-ManageGroup VIP").ThrowIfFailed().Texts);
    }

    [Fact]
    public void All_shares_together_let_no_more_members_leave_than_one_run()
    {
        Many(3000, 20);
        var source = "ExternalId,Group\n" + string.Concat(Enumerable.Range(1, 20).Select(static number => $"K-{number},\n"));
        for (var share = 1; share <= 20; share++)
        {
            Assert.All(Sync(source, "Sync-Contact $file", $"-ManageGroup VIP -Partition {share}/20").ErrorIds, static id => Assert.Equal("PruneRefused", id));
        }

        Assert.Equal(20, engine.Count("@(Get-Contact -GroupId VIP).Count"));
    }

    [Theory]
    [InlineData("Group = 'Groups'; Unsubscribed = 'OptOuts'")]
    [InlineData("Group = { $_.Groups }; Unsubscribed = { $_.OptOuts }")]
    public void A_short_row_changes_no_membership_if_its_columns_are_mapped(string map)
    {
        Have();
        OptOut(1, "email");
        foreach (var sync in new[] { "Sync-Contact $file", "Import-Csv $file | Sync-Contact" })
        {
            Assert.Equal(["Unchanged K-1 ", "Unchanged K-2 "], Sync("ExternalId,LastName,Groups,OptOuts\nK-1\nK-2,\n", sync, $"-Map @{{ {map} }} -ManageGroup VIP -ManageSubscription * -AllowResubscribe -MaximumPrunePercent 100").ThrowIfFailed().Texts);
        }
    }

    [Fact]
    public void A_plan_from_a_damaged_source_lets_nobody_leave_a_group()
    {
        Have();
        OptOut(3, "sms");
        const string Source = "ExternalId,LastName,Group,Unsubscribed\nK-1,Nowak,,\nK-2,,Newsletter,email\nK-3,,,\n,,VIP,\n";
        const string Arguments = "-ManageGroup * -ManageSubscription * -AllowResubscribe -PruneGroup -MaximumPrunePercent 100";
        var plan = Sync(Source, "Sync-Contact $file", Arguments + " -WhatIf");
        var run = Sync(Source, "Sync-Contact $file", Arguments);
        Assert.Equal(["NoKey", "PruneRefused"], run.ErrorIds);
        Assert.Equal(run.ErrorIds, plan.ErrorIds);
        Assert.Equal(run.Texts, plan.Texts);
    }

    [Fact]
    public void The_confirmation_names_what_the_run_does()
    {
        var host = new RecordingHost { Choose = static _ => 0 };
        using var asked = HostedEngine.Connected(host: host);
        asked.Run("$null = 1..20 | ForEach-Object { @{ ExternalId = \"K-$_\"; Email = \"a$_@example.com\" } } | New-Contact; Add-ContactGroup -Id (1..20) -GroupId VIP; Add-ContactGroup -Id 1 -GroupId Newsletter").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,Group\n" + string.Concat(Enumerable.Range(1, 20).Select(static number => $"K-{number},{(number < 5 ? string.Empty : "VIP")}\n")));
        var all = 0L;
        for (var share = 1; share <= 4; share++)
        {
            var shown = host.Shown.Length;
            var run = asked.Run($"$changed = @(Sync-Contact $file -ManageGroup * -Partition {share}/4 -ErrorAction SilentlyContinue | Where-Object Action -eq Updated).Count", ("file", path)).ThrowIfFailed();
            var changed = asked.Count("$changed");
            all += changed;
            Assert.Equal(changed > 0, host.Shown[shown..].Contains("take 1 out of groups", StringComparison.Ordinal));
            Assert.Equal(changed > 0, host.Shown[shown..].Contains("out of groups", StringComparison.Ordinal));
        }

        Assert.Equal(1, all);
    }

    [Fact]
    public void With_NoUpdate_nobody_is_subscribed_again()
    {
        Have();
        OptOut(1, "email");
        Assert.Equal(["OptedOut K-1 Unsubscribed: +email", "Unchanged K-1 "], Sync("ExternalId,Unsubscribed\nK-1,\n", "Sync-Contact $file", "-NoUpdate -ManageSubscription * -AllowResubscribe").ThrowIfFailed().Texts);
        Assert.Equal(["email", "", ""], OptOuts());
    }

    [Fact]
    public void With_NoUpdate_a_row_whose_contact_would_change_groups_is_skipped()
    {
        Have();
        Assert.Equal(["Skipped K-1 Group: -VIP", "Unchanged K-2 "], Sync("ExternalId,Group\nK-1,\nK-2,VIP\n", "Sync-Contact $file", "-NoUpdate -ManageGroup VIP").ThrowIfFailed().Texts);
        Assert.Equal(["K-1 VIP", "K-2 VIP", "K-3 "], Groups());
    }

    [Fact]
    public void A_contact_whose_opt_out_is_refused_joins_no_group()
    {
        using var refusing = HostedEngine.Connected("-MaximumBatchSize 1");
        refusing.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact -BatchSize 1").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,Group,Unsubscribed\nK-1,VIP,email\nK-2,VIP,email\n");
        var run = refusing.Run("$changes = Sync-Contact $file -ManageGroup VIP -ManageSubscription email; $changes.Action", ("file", path));
        Assert.Equal(["Failed", "Failed"], run.Texts);
        Assert.Equal("0 2", refusing.Run("\"$(@(Get-Contact -GroupId VIP).Count) $((Get-ContactConnection).LastRun.OpenOptOuts)\"").Texts.Single());
    }

    [Fact]
    public void A_row_whose_change_is_declined_in_part_does_not_count_as_done()
    {
        var host = new RecordingHost { Choose = static _ => 1 };
        using var asked = HostedEngine.Connected(host: host);
        asked.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' } | New-Contact; Add-ContactGroup -Id 1, 2 -GroupId VIP").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,LastName,Group\nK-1,Nowak,\nK-2,,\n");
        Assert.Equal(["Skipped K-2 False ", "Updated K-1 True LastName: - -> 'Nowak'"], asked.Run("Sync-Contact $file -ManageGroup VIP -MaximumPrunePercent 100 | ForEach-Object { \"$($_.Action) $($_.Key) $($_.Applied) $($_.Changes)\" } | Sort-Object", ("file", path)).ThrowIfFailed().Texts);
        Assert.Equal("0 2", asked.Run("$run = (Get-ContactConnection).LastRun; \"$($run.Done) $($run.NotSent)\"").Texts.Single());
    }

    [Fact]
    public void Nobody_leaves_a_group_in_any_share_if_a_row_cannot_be_created()
    {
        Have();
        for (var share = 1; share <= 4; share++)
        {
            Sync("ExternalId,Email,Group\nK-1,,\nK-9,,\n", "Sync-Contact $file", $"-ManageGroup VIP -PruneGroup -MaximumPrunePercent 100 -Partition {share}/4");
        }

        Assert.Equal(["K-1 VIP", "K-2 VIP", "K-3 "], Groups());
    }

    private void Many(int contacts, int members)
    {
        engine.Run($"$null = 1..{contacts} | ForEach-Object {{ @{{ ExternalId = \"K-$_\"; Email = \"a$_@example.com\" }} }} | New-Contact -BatchSize 1000; Add-ContactGroup -Id (1..{members}) -GroupId VIP").ThrowIfFailed();
        engine.ForgetRequests();
    }

    private void Have()
    {
        engine.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' }, @{ ExternalId = 'K-3'; Email = 'three@example.com' } | New-Contact; Add-ContactGroup -Id 1, 2 -GroupId VIP").ThrowIfFailed();
        engine.ForgetRequests();
    }

    private void OptOut(int id, string channels)
    {
        engine.Run($"Set-ContactSubscription -Id {id} -Channel {channels} -State Unsubscribed").ThrowIfFailed();
        engine.ForgetRequests();
    }

    private IReadOnlyList<string> Groups() =>
        engine.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $((($_ | Get-ContactGroup).Name | Where-Object { $_ -ne 'All contacts' }) -join ';')\" }").ThrowIfFailed().Texts;

    private IReadOnlyList<string> OptOuts() =>
        engine.Run("$lists = @{}; foreach ($channel in 'email', 'sms', 'push') { $lists[$channel] = @(Get-Contact -Unsubscribed $channel).Id }; Get-Contact | ForEach-Object { $id = $_.Id; ('email', 'sms', 'push' | Where-Object { $lists[$_] -contains $id }) -join ' ' }").ThrowIfFailed().Texts;

    private EngineResult Sync(string text, string sync, string arguments)
    {
        var path = folder.Write("source.csv", text);
        return engine.Run($"{sync} {arguments} -Confirm:$false | ForEach-Object {{ \"$($_.Action) $($_.Key) $($_.Changes)\" }} | Sort-Object", ("file", path));
    }
}
