Describe 'Bad input' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = New-Contact -Email twin@example.com -ExternalId T-1
        $null = New-Contact -Email twin@example.com -ExternalId T-2
    }
    AfterAll { Stop-ContactSandbox }
    BeforeEach { $before = $sandbox.RequestCount }

    It '<name> is <id>, and nothing is sent' -ForEach @(
        @{ name = 'a process'; id = 'NotAContact'; command = { Get-Process -Id $PID | Remove-Contact -Confirm:$false } }
        @{ name = 'a file'; id = 'NotAContact'; command = { Get-Item $PSCommandPath | Set-Contact -FirstName x } }
        @{ name = 'a number'; id = 'NotAContact'; command = { 1 | Remove-Contact -Confirm:$false } }
        @{ name = 'a text'; id = 'NotAContact'; command = { 'a@example.com' | Get-Contact } }
        @{ name = 'nothing'; id = 'NotAContact'; command = { $null | Remove-Contact -Confirm:$false } }
        @{ name = 'a row without an address'; id = 'NoAddress'; command = { [pscustomobject]@{ Name = 'x' } | Remove-Contact -Confirm:$false } }
        @{ name = 'an empty Id cell'; id = 'NoAddress'; command = { 'Id,Name', ',x' | ConvertFrom-Csv | Remove-Contact -Confirm:$false } }
        @{ name = 'another delimiter'; id = 'NoAddress'; command = { 'Id;Name', '1;x' | ConvertFrom-Csv | Remove-Contact -Confirm:$false } }
        @{ name = 'neither e-mail nor phone'; id = 'InvalidField'; command = { 'Email,PhoneNumber,FirstName', ',,x' | ConvertFrom-Csv | New-Contact } }
        @{ name = 'a malformed phone'; id = 'InvalidField'; command = { New-Contact -PhoneNumber 'call me' } }
        @{ name = 'a value over the length'; id = 'InvalidField'; command = { New-Contact -Email ('x' * 151) } }
        @{ name = 'a date in no known form'; id = 'InvalidField'; command = { New-Contact -Email a@example.com -CreatedAt 31.12.2024 } }
        @{ name = '1,2 as a group list'; id = 'InvalidField'; command = { 'Email,AddToGroup', 'a@example.com,"1,2"' | ConvertFrom-Csv | New-Contact } }
        @{ name = '1,2 as a group'; id = 'InvalidField'; command = { Add-ContactGroup -ContactId 1 -GroupId '1,2' } }
        @{ name = 'an id that is a text'; id = 'InvalidField'; command = { Get-Contact -Id abc } }
        @{ name = 'nothing to change'; id = 'NothingToChange'; command = { Set-Contact -Id 1 } }
        @{ name = 'no input at all'; id = 'NoAddress'; command = { Remove-Contact -Confirm:$false } }
        @{ name = 'one id for many rows'; id = 'InvalidField'; command = { @{ Id = 1 } | Set-Contact -Id 1 -FirstName x } }
    ) {
        $ErrorActionPreference = 'SilentlyContinue'
        $global:Error.Clear()
        & $command
        $found = @($global:Error)
        $found.Count | Should -Be 1
        Get-ErrorId $found[0] | Should -Be $id
        $found[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $sandbox.RequestCount | Should -Be $before
    }

    It 'refuses a group as a contact' {
        Get-ContactGroup -Name VIP | Remove-Contact -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'NotAContact'
        "$($found[0])" | Should -BeLike '*ContactsPS.Client.Models.ContactGroup*'
        Get-ContactGroup -Name VIP | Select-Object Id, Name | Remove-Contact -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'NotAContact'
        Get-Change $before | Should -BeNullOrEmpty
    }
    It 'changes nothing if an e-mail address matches two contacts' {
        Set-ContactSubscription -Email twin@example.com -Channel email -State Unsubscribed -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'AmbiguousContact'
        "$($found[0])" | Should -BeLike '*ids 1, 2*'
        $found[0].TargetObject | Should -Be 'twin@example.com'
        Get-Change $before | Should -BeNullOrEmpty
    }
    It 'names the id that does not exist' {
        Remove-Contact -Id 777 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'ContactNotFound'
        $found[0].TargetObject | Should -Be 777
        { Get-Contact 777 -ErrorAction Stop } | Should -Throw -ErrorId 'ContactNotFound,*'
        Get-Contact -Email nobody@example.com -ErrorAction Stop | Should -BeNullOrEmpty
    }
    It 'reports the refusal of an unknown channel with its code' {
        Set-ContactSubscription -Id 1 -Channel fax -State Subscribed -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'Refused'
        "$($found[0])" | Should -Match 'E-\d-\d{3}.*uniqId [0-9a-f]{10}'
    }
    It 'names the parameter to lower if a batch is too large' {
        $small = Start-ContactSandbox -MaximumBatchSize 10
        $connection = $small | Connect-ContactService -Name Small -PassThru
        1..20 | ForEach-Object { @{ Email = "c$_@example.com" } } | New-Contact -Connection $connection -ErrorAction SilentlyContinue -ErrorVariable found
        $found.Count | Should -Be 20
        Get-ErrorId $found[0] | Should -Be 'BatchTooLarge'
        $found[0].ErrorDetails.RecommendedAction | Should -BeLike '*-BatchSize*'
        $small | Stop-ContactSandbox
        $sandbox | Connect-ContactService
    }
    It 'causes one warning for an unused column' {
        $null = 'Email,City,Zip', 'n1@example.com,Gdynia,81', 'n2@example.com,Sopot,82' | ConvertFrom-Csv | New-Contact -ExternalDataProperty City -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
        "$($warned[0])" | Should -BeLike '*not sent: Zip.*'
    }
    It 'does not stop the other rows, unless -ErrorAction is Stop' {
        $rows = 'Email', 'x1@example.com', 'bad@example', 'x2@example.com' | ConvertFrom-Csv
        @($rows | New-Contact -ErrorAction SilentlyContinue).Count | Should -Be 2
        { $rows | New-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'Refused,*'
    }
}
