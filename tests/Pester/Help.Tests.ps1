Describe 'Get-Help' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterAll { Stop-ContactSandbox }

    It 'has no empty section in the output of <_>' -ForEach @(
        (Import-PowerShellDataFile $(if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { "$PSScriptRoot/../../ContactsPS.psd1" })).CmdletsToExport
    ) {
        $lines = @((Get-Help $_ -Full | Out-String -Width 120) -split '\r?\n' | Where-Object { $_.Trim() })
        $heads = @($lines | Where-Object { $_ -cmatch '^[A-Z]' })
        $heads | Should -Be 'NAME', 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS'
        # The engine always writes the last heading. A link below it would make the engine suggest -Online, which fails.
        foreach ($head in $heads -ne 'RELATED LINKS') { $lines[[array]::IndexOf($lines, $head) + 1] | Should -Match '^\s+(?!-+ Example)\S' -Because "$head of $_ says nothing" }
        @($lines | Where-Object { $_ -match '-+ Example \d+: ' }).Count | Should -BeGreaterOrEqual 3
    }
    It 'shows one parameter with its default' {
        $shown = Get-Help Get-Contact -Parameter PageSize | Out-String
        $shown | Should -Match '-PageSize <Int32>'
        $shown | Should -Match 'Default value\s+1000'
    }
    It 'finds the cmdlets by their noun' { (Get-Help *-Contact).Name | Should -Contain 'Remove-Contact' }
}
