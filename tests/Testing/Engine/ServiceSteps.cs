namespace ContactsPS.Testing;

/// <summary>The output of a step of <see cref="ServiceSteps"/>; errors are listed by id.</summary>
internal sealed record StepResult(string Name, string Lines);

/// <summary>
/// The operations, a sync, a prune and an export, one after the other against their own sandbox. They write the same whatever the service does in cases that the vendor's page leaves
/// open, except for the limits in docs/service.md.
/// </summary>
internal static class ServiceSteps
{
    /// <summary>Steps whose results differ under a combination of alternatives.</summary>
    private static readonly (string[] Alternatives, string[] Steps)[] Limits =
    [
        // The list of unsubscribed contacts ends with an error. It does not show that a contact is not a member. A look-up before a change reads ten contacts.
        (["FilterIgnored"], ["groups", "memberships", "remove", "subscriptions"]),

        // The field that should be cleared still has its value, so a sync that fills it again changes nothing.
        (["NullIgnored"], ["clear", "sync"]),

        // A Boolean becomes a text. A sync still takes the two for equal.
        (["ExternalDataAsText"], ["types"]),

        // The response does not say which changes of a batch were refused, and a look-up cannot find it out.
        (["NoItem", "NoSource"], ["sync of refused rows"]),

        // The response does not say which new contacts were refused, and look-ups do not show it.
        (["FilterIgnored", "NoSource"], ["refused", "sync of refused rows"]),
    ];

    private static readonly (string Name, string Script)[] Steps =
    [
        ("create", "$made = $rows | New-Contact -ExternalDataProperty City -BatchSize 7 -ThrottleLimit 1; $made.Count; $made | Select-Object -First 2 | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" }"),
        ("read", "@(Get-Contact -PageSize 7).ExternalId | Sort-Object; Get-Contact -First 3 | Measure-Object | ForEach-Object Count"),
        ("find", "(Get-Contact -ExternalId A-03).Email; (Get-Contact -Email a05@example.com).ExternalId; (Get-Contact -PhoneNumber 600100007).ExternalId; @(Get-Contact -Email nobody@example.com).Count"),
        ("dates", "Get-Contact -ExternalId A-03 | ForEach-Object { $_.CreatedAt.ToString('yyyy-MM-dd') }"),
        ("change", "Set-Contact -ExternalId A-03 -FirstName Ewa; $rows | Where-Object ExternalId -eq A-04 | Select-Object ExternalId, @{ n = 'LastName'; e = { 'Nowa' } } | Set-Contact; Get-Contact | Where-Object ExternalId -in A-03, A-04 | Sort-Object ExternalId | ForEach-Object { \"$($_.FirstName) $($_.LastName) $($_.ExternalData['City'])\" }"),
        ("types", "Get-Contact -ExternalId A-09 | Set-Contact -ExternalData @{ Points = 7; Member = $true }; $of = Get-Contact -ExternalId A-09; \"$($of.ExternalData['Points']) $($of.ExternalData['Member'])\"; @{ ExternalId = 'A-09'; Points = 7; Member = $true } | Sync-Contact -ExternalDataProperty Points, Member | ForEach-Object Action"),
        ("merge", "Get-Contact -ExternalId A-05 | Set-Contact -ExternalData @{ Points = 7 }; Get-Contact -ExternalId A-05 | ForEach-Object { \"$($_.ExternalData['City']) $($_.ExternalData['Points'])\" }"),
        ("refused", "1..5 | ForEach-Object { [pscustomobject]@{ ExternalId = \"R-$_\"; Email = $(if ($_ % 3 -eq 0) { \"r$_@invalid\" } else { \"r$_@example.com\" }) } } | New-Contact -ErrorAction SilentlyContinue -ErrorVariable failed | ForEach-Object ExternalId; $failed | ForEach-Object { \"$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.TargetObject.ExternalId)\" }; @(Get-Contact | Where-Object ExternalId -like R-*).ExternalId | Sort-Object; Get-Contact | Where-Object ExternalId -like R-* | Remove-Contact -Confirm:$false"),
        ("rename", "Set-Contact -ExternalId A-06 -NewExternalId B-06; @(Get-Contact | Where-Object ExternalId -in A-06, B-06).ExternalId; Set-Contact -ExternalId B-06 -NewExternalId A-06; @(Get-Contact).Count"),
        ("clear", "Set-Contact -ExternalId A-07 -FirstName $null -PhoneNumber ''; [pscustomobject]@{ ExternalId = 'A-08'; City = '' } | Set-Contact -ExternalDataProperty City -ClearEmpty; Get-Contact | Where-Object ExternalId -in A-07, A-08 | Sort-Object ExternalId | ForEach-Object { \"<$($_.FirstName)> <$($_.PhoneNumber)> <$($_.ExternalData['City'])>\" }"),
        ("subscriptions", "'A-01', 'A-02' | ForEach-Object { @{ ExternalId = $_ } } | Set-ContactSubscription -Channel email -State Unsubscribed; @(Get-Contact -Unsubscribed email).ExternalId | Sort-Object"),
        ("groups", "'A-01', 'A-02', 'A-03' | ForEach-Object { @{ ExternalId = $_ } } | Add-ContactGroup -GroupId 2; @(Get-Contact -GroupId 2).ExternalId | Sort-Object; @(Get-Contact -ExternalId A-01 | Get-ContactGroup).Id | Sort-Object; Remove-ContactGroup -ExternalId A-03 -GroupId 2; @(Get-Contact -GroupId 2).Count"),
        ("lists", "@(Get-ContactGroup).Count; @(Get-ContactField).Name; @(Get-ContactSegment).Count; (Get-ContactSegment -Id 1).Count -ge 0"),
        ("sync", "function Show($Changes) { $Changes | Group-Object Action | Sort-Object Name | ForEach-Object { \"$($_.Name) $($_.Count)\" } }; $rows[9].FirstName = 'New'; $extra = [pscustomobject]@{ ExternalId = 'N-1'; Email = 'n1@example.com'; City = 'Hel' }; Show (@($rows) + @($extra) | Sync-Contact -ExternalDataProperty City); Show (@($rows) + @($extra) | Sync-Contact -ExternalDataProperty City)"),
        ("sync by other keys", "Show (@($rows) | Select-Object Email, @{ n = 'LastName'; e = { 'L' } } | Sync-Contact -MatchOn Email -BatchSize 7); Show (@([pscustomobject]@{ ExternalId = 'M-1'; Email = 'm1@example.com' }, [pscustomobject]@{ ExternalId = 'A-01'; Email = 'changed@example.com' }) | Sync-Contact -MatchOn ExternalId, Email); @(Get-Contact).Count; Get-Contact | Where-Object ExternalId -eq M-1 | Remove-Contact -Confirm:$false"),
        ("sync of refused rows", "$bad = @([pscustomobject]@{ ExternalId = 'A-02'; Email = 'x@invalid' }, [pscustomobject]@{ ExternalId = 'A-03'; LastName = 'Good' }, [pscustomobject]@{ ExternalId = 'S-1'; Email = 's1@invalid' }, [pscustomobject]@{ ExternalId = 'S-2'; Email = 's2@example.com' }); $bad | Sync-Contact -ErrorAction SilentlyContinue -ErrorVariable failed | Sort-Object Key | ForEach-Object { \"$($_.Action) $($_.Key)\" }; $failed | ForEach-Object { \"$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.TargetObject.ExternalId)\" } | Sort-Object; Get-Contact | Where-Object ExternalId -like S-* | Sort-Object ExternalId | ForEach-Object Email; Get-Contact | Where-Object ExternalId -like S-* | Remove-Contact -Confirm:$false"),
        ("memberships", "$managed = @([pscustomobject]@{ ExternalId = 'A-21'; Email = 'a21@example.com'; Group = 'VIP'; Unsubscribed = 'sms' }, [pscustomobject]@{ ExternalId = 'A-22'; Email = 'a22@example.com'; Group = ''; Unsubscribed = '' }, [pscustomobject]@{ ExternalId = 'G-1'; Email = 'g1@example.com'; Group = 'VIP'; Unsubscribed = 'sms;push' }); 1..2 | ForEach-Object { Show ($managed | Sync-Contact -ManageGroup VIP -ManageSubscription sms, push) }; Get-Contact | Where-Object ExternalId -in A-21, A-22, G-1 | Sort-Object ExternalId | ForEach-Object { \"$($_.ExternalId): $(($_ | Get-ContactGroup).Name)\" }; $managed[0].Group = ''; $managed[0].Unsubscribed = ''; Show ($managed | Sync-Contact -ManageGroup VIP -ManageSubscription sms, push -AllowResubscribe -MaximumPrunePercent 100 -Confirm:$false); Get-Contact | Where-Object ExternalId -eq G-1 | Remove-Contact -Confirm:$false"),
        ("export", "Export-Contact $folder/out.csv -Force; @(Import-Csv $folder/out.csv).Count; Show (Sync-Contact $folder/out.csv); Export-Contact $folder/out.jsonl -Force; Show (Sync-Contact $folder/out.jsonl)"),
        ("report", "Export-ContactReport $folder/out.html -Force; Test-Path $folder/out.html"),
        ("prune", "$rows | Sync-Contact -ExternalDataProperty City -Prune -MaximumPrunePercent 50 -Confirm:$false | Where-Object Action -eq Removed | ForEach-Object Key; @(Get-Contact).Count"),
        ("remove", "Get-Contact | Where-Object ExternalId -in A-10, A-11 | Remove-Contact -Confirm:$false; Remove-Contact -ExternalId A-15 -Confirm:$false; @(Get-Contact).Count; @(Get-Contact -ExternalId A-15 -ErrorAction SilentlyContinue).Count"),
        ("change while reading", "Get-Contact -PageSize 5 | Remove-Contact -Confirm:$false -BatchSize 3; @(Get-Contact).Count"),
    ];

    /// <summary>The names of the alternatives of Start-ContactSandbox.</summary>
    public static IReadOnlyList<string> Alternatives()
    {
        using var engine = HostedEngine.WithModule();
        return engine.Run("[Enum]::GetNames((Get-Command Start-ContactSandbox).Parameters['Alternative'].ParameterType.GetElementType())").ThrowIfFailed().Texts;
    }

    /// <summary>The steps that may write a different result under these alternatives.</summary>
    public static IReadOnlyList<string> LimitsOf(params IReadOnlyCollection<string> alternatives) =>
        [.. Limits.Where(limit => limit.Alternatives.All(alternatives.Contains)).SelectMany(static limit => limit.Steps).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <param name="sandboxArguments">Arguments of Start-ContactSandbox.</param>
    public static IReadOnlyList<StepResult> Run(string sandboxArguments)
    {
        using var engine = HostedEngine.Connected(sandboxArguments);
        using var folder = new ScratchFolder();
        engine.Run(
            """
            $WarningPreference = 'SilentlyContinue'
            $rows = @(1..25 | ForEach-Object { $i = '{0:00}' -f $_; [pscustomobject]@{ ExternalId = "A-$i"; Email = "a$i@example.com"; PhoneNumber = "6001000$i"; FirstName = "First$i"; City = "City$i"; CreatedAt = '2024-05-17' } })
            """,
            ("folder", folder.FullName)).ThrowIfFailed();
        return [.. Steps.Select(step =>
        {
            var run = engine.Run(step.Script);
            return new StepResult(step.Name, string.Join(" | ", [.. run.Texts, .. run.ErrorIds.Select(static id => $"!{id}"), .. run.TerminatingId is { } ended ? [$"!!{ended}"] : Array.Empty<string>()]));
        })];
    }
}
