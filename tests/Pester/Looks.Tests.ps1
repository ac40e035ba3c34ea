Describe 'The output on the screen' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        Import-Csv "$samples/contacts.csv" | Select-Object -First 30 | New-Contact -ExternalDataProperty City, LoyaltyPoints -ErrorAction SilentlyContinue | Out-Null
    }
    AfterAll { Stop-ContactSandbox }

    It 'fits 100 columns: <what>' -ForEach @(
        @{ what = 'Get-Contact'; show = { Get-Contact | Format-Table } }
        @{ what = 'Get-Contact as a list'; show = { Get-Contact -First 3 | Format-List } }
        @{ what = 'Get-ContactGroup'; show = { Get-ContactGroup | Format-Table } }
        @{ what = 'Get-ContactField'; show = { Get-ContactField | Format-Table } }
        @{ what = 'Get-ContactSegment'; show = { Get-ContactSegment 1, 2 | Format-Table } }
        @{ what = 'Get-ContactConnection'; show = { Get-ContactConnection | Format-Table } }
        @{ what = 'a sandbox'; show = { $sandbox | Format-Table } }
        @{ what = 'its requests'; show = { $sandbox.Requests | Format-Table } }
    ) {
        $lines = (& $show | Out-String -Width 100) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        @($lines | Where-Object { $_.Trim() }).Count | Should -BeGreaterThan 2
    }
    It 'shows a contact that was deserialized in the same table' {
        $live = Get-Contact -First 2 | Format-Table | Out-String -Width 100
        Get-Contact -First 2 | Export-Clixml "$TestDrive/c.xml"
        Import-Clixml "$TestDrive/c.xml" | Format-Table | Out-String -Width 100 | Should -Be $live
    }
    It 'shows additional data in the list' { Get-Contact -First 1 | Format-List | Out-String | Should -Match 'ExternalData\s+: City = ' }
    It 'completes channels' {
        $line = 'Get-Contact -Unsubscribed e'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'email'
    }
    It 'has help with examples for <_>' -ForEach @(
        (Import-PowerShellDataFile $(if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { "$PSScriptRoot/../../ContactsPS.psd1" })).CmdletsToExport
    ) {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeLike "$_ *"
        @($help.Examples.Example).Count | Should -BeGreaterOrEqual 3
        $help.Parameters.Parameter | ForEach-Object { ($_.Description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because "-$($_.Name) of $($help.Name)" }
    }
}

Describe 'The printed commands' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterAll { Stop-ContactSandbox }

    It 'of the tour run in a separate process' {
        $said = & $shell -NoProfile -NonInteractive -File "$samples/tour.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeLike '*292 contacts created*8 rows refused*Done: everything was as expected*'
    }
}
