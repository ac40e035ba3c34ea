namespace ContactsPS.Tests.Sync;

/// <summary>Everything that an account holds, so that two states can be compared.</summary>
internal static class AccountState
{
    /// <summary>A script that writes it as one text. Ids are left out, since a removed contact gets a new id when it is created again.</summary>
    public const string Script = """
        $lists = @{}; foreach ($channel in 'email', 'sms', 'push') { $lists[$channel] = @(Get-Contact -Unsubscribed $channel).Id }
        @(Get-Contact | ForEach-Object {
            $id = $_.Id
            $groups = ($_ | Get-ContactGroup).Name | Where-Object { $_ -ne 'All contacts' } | Sort-Object
            $channels = 'email', 'sms', 'push' | Where-Object { $lists[$_] -contains $id }
            "$($_.ExternalId)|$($_.Email)|$($_.PhoneNumber)|$($_.FirstName)|$($_.LastName)|$($_.CompanyName)|$($_.CreatedAt)|$($_.ExternalData.ToString())|$($groups -join ';')|$($channels -join ';')"
        } | Sort-Object) -join "`n"
        """;
}
