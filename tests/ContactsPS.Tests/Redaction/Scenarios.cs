namespace ContactsPS.Tests.Redaction;

/// <summary>
/// The scenarios of each cmdlet, in the order in which they run. They use <c>$rows</c> and never a literal, which every error would quote. The first of each is about at most one
/// contact, for faults that take a second per request. <c>@sure</c> becomes <c>-WhatIf</c> in a second run.
/// </summary>
internal static class Scenarios
{
    public static IReadOnlyDictionary<string, string[]> ByCmdlet { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Get-ContactConnection"] = ["Get-ContactConnection @noisy | ForEach-Object { $_; \"$_\" }", "Get-ContactConnection Nobody @noisy"],
        ["Test-ContactConnection"] = ["Test-ContactConnection @noisy"],
        ["Get-ContactField"] = ["Get-ContactField @noisy"],
        ["Get-ContactSegment"] = ["Get-ContactSegment -Id 1 @noisy", "Get-ContactSegment @noisy", "Get-ContactSegment -Id none @noisy"],
        ["Export-ContactReport"] = ["Export-ContactReport ($report) -GroupLimit 1 -SegmentLimit 0 @sure", "$rows | Export-ContactReport $report @sure", "Export-ContactReport nowhere/report.html @sure"],
        ["New-Contact"] =
        [
            "New-Contact -Email $rows[0].Email -FirstName $rows[0].FirstName @sure",
            "$rows | New-Contact -ExternalDataProperty City @sure",
            "$rows | New-Contact -BatchSize 1 -ExternalId { $_.ExternalId + 'N' } @sure",
            "$rows | New-Contact -CreatedAt { $_.City } @sure",
            "$rows | New-Contact -PhoneNumber { $_.LastName } @sure",
            "$rows | New-Contact -Email { $_.FirstName } -ExternalId { $_.LastName } @sure",
        ],
        ["Get-Contact"] =
        [
            "Get-Contact -Id 1 @noisy",
            "Get-Contact @noisy",
            "Get-Contact -ExternalId $rows.ExternalId @noisy",
            "Get-Contact -Email $rows.Email @noisy",
            "Get-Contact -PhoneNumber $rows.PhoneNumber @noisy",
            "$rows | Get-Contact @noisy",
            "Get-Contact -ExternalId $rows.LastName @noisy",
        ],
        ["Set-Contact"] =
        [
            "Set-Contact -Id 1 -FirstName $rows[0].FirstName @sure",
            "$rows | Set-Contact -ExternalDataProperty City -PassThru @sure",
            "$rows | Set-Contact -ExternalId { $_.LastName } -NewExternalId { $_.City } -BatchSize 1 @sure",
            "$rows | Set-Contact -CreatedAt { $_.City } @sure",
        ],
        ["Set-ContactSubscription"] =
        [
            "Set-ContactSubscription -Id 1 -Channel email -State Unsubscribed @sure",
            "$rows | Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru @sure",
            "Set-ContactSubscription -Email $rows.Email -Channel pigeon -State Subscribed @sure",
        ],
        ["Add-ContactGroup"] = ["Add-ContactGroup -ContactId 1 -GroupId 2 @sure", "$rows | Add-ContactGroup -GroupId 2, 99 -PassThru @sure", "Add-ContactGroup -ExternalId $rows.LastName -GroupId 2 @sure"],
        ["Get-ContactGroup"] = ["Get-ContactGroup @noisy", "$rows | Get-ContactGroup @noisy"],
        ["Remove-ContactGroup"] = ["Remove-ContactGroup -ContactId 1 -GroupId 2 @sure", "$rows | Remove-ContactGroup -GroupId 2 @sure", "Remove-ContactGroup -Email $rows.Email -GroupId 99 @sure"],
        ["Invoke-ContactApi"] =
        [
            "Invoke-ContactApi /group @noisy",
            "Invoke-ContactApi /contact -Query @{ email = $rows[0].Email } @noisy",
            "Invoke-ContactApi \"/contact?externalId=$($rows[0].ExternalId)\" -Paginate @noisy",
            "Invoke-ContactApi /contact -Method PUT -Body @(@{ externalId = $rows[0].ExternalId; data = @{ lastName = $rows[0].LastName } }) @sure",
        ],
        ["Export-Contact"] = ["Export-Contact $export @sure", "Export-Contact nowhere/all.csv @sure"],
        ["Invoke-ContactChange"] =
        [
            "$rows | Sync-Contact -MatchOn Email -ExternalDataProperty City -WhatIf | Invoke-ContactChange @sure",
            "$rows[0] | Invoke-ContactChange @sure",
        ],
        ["Undo-ContactChange"] =
        [
            "$rows | Sync-Contact -MatchOn Email -ExternalDataProperty City @sure | Undo-ContactChange -MaximumPrunePercent 100 @sure",
            "$rows[0] | Undo-ContactChange @sure",
        ],
        ["Sync-Contact"] =
        [
            "$rows[0] | Sync-Contact @sure",
            "$rows | Sync-Contact -MatchOn Email -ExternalDataProperty City -BatchSize 1 @sure",
            "$rows + $rows | Sync-Contact -MatchOn PhoneNumber -ClearEmpty @sure",
            "Sync-Contact $export -Prune @sure",
            "Sync-Contact nowhere.csv @sure",
        ],
        ["Remove-Contact"] =
        [
            "Remove-Contact -Id 1 @sure",
            "$rows | Remove-Contact -PassThru @sure",
            "Remove-Contact -ExternalId $rows.ExternalId @sure",
            "Remove-Contact -Email $rows.Email @sure",
            "Remove-Contact -Id 1, 99 @sure",
        ],
        ["Start-ContactSandbox"] = ["Start-ContactSandbox @noisy | Stop-ContactSandbox @noisy", "Start-ContactSandbox -Path nowhere.csv @noisy"],
        ["Stop-ContactSandbox"] = ["Stop-ContactSandbox -Sandbox (Start-ContactSandbox) @noisy"],
        ["Connect-ContactService"] =
        [
            "Connect-ContactService -Credential $credential -BaseUri $uri -Name Second -PassThru @noisy",
            "Connect-ContactService -Credential $credential -BaseUri http://contacts.example.com @noisy",
            "Connect-ContactService -ApplicationKey $credential.UserName -AuthorizationToken $broken -BaseUri $uri @noisy",
        ],
        ["Disconnect-ContactService"] = ["Disconnect-ContactService -Name Nobody @noisy", "Disconnect-ContactService @noisy"],
    };

    public static IEnumerable<string> All() => ByCmdlet.Values.SelectMany(scripts => scripts).SelectMany(Variants);

    /// <summary>The same without -WhatIf: such a run only reads, and its reads fail in the same way.</summary>
    public static IEnumerable<string> ForReal() => ByCmdlet.Values.SelectMany(scripts => scripts);

    /// <summary>The first scenario of each cmdlet.</summary>
    public static IEnumerable<string> InBrief() => ByCmdlet.Values.Select(scripts => scripts[0]).SelectMany(Variants);

    private static IEnumerable<string> Variants(string script) =>
        script.Contains("@sure", StringComparison.Ordinal) ? [script.Replace("@sure", "@pretending", StringComparison.Ordinal), script] : [script];
}
