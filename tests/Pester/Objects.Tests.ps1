Describe 'Contacts among other commands' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        1..11 | ForEach-Object {
            @{ ExternalId = "C-$_"; Email = "c$_@$(('one', 'two')[$_ % 2]).example"; ExternalData = @{ Points = $_; City = 'Gdynia' } }
        } | New-Contact | Out-Null
        $before = Get-Contact
        $before | Export-Clixml "$TestDrive/before.xml"
        $stored = Import-Clixml "$TestDrive/before.xml"
        Set-Contact -ExternalId C-3 -FirstName Ewa | Out-Null
        Set-Contact -ExternalId C-5 -ExternalData @{ City = 'Sopot' } | Out-Null
        Set-ContactSubscription -ExternalId C-7 -Channel email -State Unsubscribed | Out-Null
        $after = Get-Contact

        function Get-ExternalIdOf($Difference) {
            ($Difference | Where-Object SideIndicator -EQ '=>').InputObject.ExternalId | Sort-Object
        }
    }
    AfterAll { Stop-ContactSandbox }

    It 'Sort-Object sorts by id as a number: <name>' -ForEach @(@{ name = 'live' }, @{ name = 'stored' }) {
        $contacts = if ($name -eq 'live') { $before } else { $stored }
        ($contacts | Sort-Object -Descending).ExternalId | Should -Be (11..1 | ForEach-Object { "C-$_" })
    }
    It 'Sort-Object -Unique keeps both versions of a changed contact' {
        ($before + $after | Sort-Object -Unique).Count | Should -Be 14
        ($before + $after | Sort-Object -Unique -Property Id).Count | Should -Be 11
    }
    It 'Compare-Object finds changes of a field, additional data or a subscription' {
        Get-ExternalIdOf (Compare-Object $before $after) | Should -Be 'C-3', 'C-5', 'C-7'
    }
    It 'Compare-Object compares contacts of a file with live ones, in both directions' {
        Get-ExternalIdOf (Compare-Object $stored $after) | Should -Be 'C-3', 'C-5', 'C-7'
        Get-ExternalIdOf (Compare-Object $after $stored) | Should -Be 'C-3', 'C-5', 'C-7'
        Compare-Object $stored $before | Should -BeNullOrEmpty
    }
    It 'Compare-Object -Property Id finds added and removed contacts' {
        Compare-Object $stored $after -Property Id | Should -BeNullOrEmpty
        (Compare-Object $stored $after[1..10] -Property Id).Id | Should -Be $after[0].Id
    }
    It 'Group-Object groups by domain and by subscription' {
        ($after | Group-Object Domain | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) | Should -Be 'one.example 5', 'two.example 6'
        ($after | Group-Object IsSubscribedToEmail | Where-Object Name -EQ 'False').Group.ExternalId | Should -Be 'C-7'
    }
    It 'Export-Csv writes readable cells: <name>' -ForEach @(@{ name = 'live' }, @{ name = 'stored' }) {
        $(if ($name -eq 'live') { $before } else { $stored }) | Export-Csv "$TestDrive/all.csv" -NoTypeInformation
        $row = (Import-Csv "$TestDrive/all.csv")[0]
        $row.PSObject.Properties.Name | Should -Be $before[0].PSObject.Properties.Name
        $row.ExternalData | Should -Be 'City = Gdynia; Points = 1'
        $row.AdditionalProperties | Should -BeLike 'isUnsubscribeEmail = False; *'
        Get-Content "$TestDrive/all.csv" -Raw | Should -Not -Match 'ContactsPS\.|Hashtable|System\.'
    }
    It 'the property set Editable can be written to a CSV and read by Set-Contact without a warning' {
        $before | Where-Object ExternalId -EQ 'C-1' | Select-Object Editable | Export-Csv "$TestDrive/edit.csv" -NoTypeInformation
        $rows = Import-Csv "$TestDrive/edit.csv"
        $rows | ForEach-Object { $_.LastName = 'Nowak' }
        $rows | Set-Contact -WarningVariable warned | Out-Null
        $warned | Should -BeNullOrEmpty
        (Get-Contact -ExternalId C-1).LastName | Should -Be 'Nowak'
    }
    It 'ConvertTo-Json writes an object of plain values without a deeper -Depth: <name>' -ForEach @(@{ name = 'live' }, @{ name = 'stored' }) {
        $contact = if ($name -eq 'live') { $before[4] } else { $stored[4] }
        $json = $contact | ConvertTo-Json -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        $json | Should -Not -Match 'PropertiesAsText|Hashtable|PropertyBag'
        $json | Should -Match '"Points": +5\b'
        $read = $json | ConvertFrom-Json
        $read.PSObject.Properties.Name | Sort-Object | Should -Be ($before[4].PSObject.Properties.Name | Sort-Object)
        $read.ExternalData.City | Should -Be 'Gdynia'
        $read.Id | Should -Be $before[4].Id
        ([datetime] $read.CreatedAt).ToUniversalTime() | Should -Be $before[4].CreatedAt
    }
    It 'contacts can be changed with rows from JSON' {
        $before[1] | ConvertTo-Json | ConvertFrom-Json | Get-Contact | ForEach-Object ExternalId | Should -Be 'C-2'
    }
    It 'a contact from Clixml is still a contact, with its data' {
        $contact = $stored | Where-Object ExternalId -EQ 'C-2'
        $contact.ExternalData.Points | Should -Be 2
        $contact.ExternalData.Points | Should -BeOfType long
        $contact | Set-Contact -CompanyName Nowa
        (Get-Contact -ExternalId C-2).CompanyName | Should -Be 'Nowa'
    }
    It 'a contact returned by <job> has its members and data, and can be piped again' -ForEach @(@{ job = 'Start-Job' }, @{ job = 'Start-ThreadJob' }) {
        if (-not (Get-Command $job -ErrorAction Ignore)) { Set-ItResult -Skipped -Because "$job is not available"; return }
        $contact = & $job -ScriptBlock { $using:after | Where-Object ExternalId -EQ 'C-7' } | Receive-Job -Wait -AutoRemoveJob
        $contact.Domain | Should -Be 'two.example'
        $contact.IsSubscribedToEmail | Should -BeFalse
        $contact.ExternalData.Points | Should -Be 7
        ($contact | Get-Contact).ExternalId | Should -Be 'C-7'
    }
    It 'Get-Member lists only properties of a contact' {
        ($before[0] | Get-Member -MemberType Properties).Name | Should -Not -Contain 'PropertiesAsText'
        ($stored[0] | Get-Member -MemberType Properties).Name | Should -Not -Contain 'PropertiesAsText'
    }
    It 'fields and segments sort by name' {
        (Get-ContactField | Sort-Object).Name | Should -Be ((Get-ContactField).Name | Sort-Object)
        (Get-ContactSegment | Sort-Object -Descending).Name | Should -Be ((Get-ContactSegment).Name | Sort-Object -Descending)
    }
    It 'groups sort by id and can be written to CSV and JSON' {
        $groups = Get-ContactGroup
        ($groups | Sort-Object -Descending | Select-Object -Last 1).ExternalId | Should -Be 'ALLCONTACTS'
        Compare-Object $groups (Get-ContactGroup) | Should -BeNullOrEmpty
        "$($groups | ConvertTo-Csv -NoTypeInformation)" | Should -Not -Match 'ContactsPS\.'
        ($groups[0] | ConvertTo-Json | ConvertFrom-Json).Name | Should -Be $groups[0].Name
    }
}

Describe 'The types of the module' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterAll { Stop-ContactSandbox }

    It 'are added and removed with the module, and added again without an error' {
        $said = & $shell -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'; Import-Module '$manifest' -Force
            @(Get-TypeData *ContactsPS.*).Count; Remove-Module ContactsPS; @(Get-TypeData *ContactsPS.*).Count; `$Error.Count"
        [int[]] $said | Should -Be 10, 0, 0
    }
}
