Describe 'The about pages' {
    It 'are found by a wildcard: <_>' -ForEach 'about_ContactsPS', 'about_ContactsPS_Connections', 'about_ContactsPS_Errors', 'about_ContactsPS_Pipelines' {
        . "$PSScriptRoot/Start-Session.ps1"
        (Get-Help about_ContactsPS*).Name | Should -Contain $_
        Get-Help $_ | Out-String | Should -Match "^\s*TOPIC\s+$_\s"
        Stop-ContactSandbox
    }
}

Describe 'The scheduled script of about_ContactsPS_Pipelines' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $page = Get-Content "$root/src/ContactsPS/Module/en-US/about_ContactsPS_Pipelines.help.txt" -Raw
        $code = [regex]::Match($page, '(?m)(^ {8}\$ErrorActionPreference.*\r?\n(?: {8}.*\r?\n)+)').Value
        $code | Should -Match 'exit 2'
        Set-Content "$TestDrive/job.ps1" "Import-Module '$manifest'`n$code" -Encoding UTF8
        $names = 'CONTACTSPS_BASE_URI', 'CONTACTSPS_APPLICATION_KEY', 'CONTACTSPS_AUTHORIZATION'
        $before = $names | ForEach-Object { [Environment]::GetEnvironmentVariable($_) }
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        0..2 | ForEach-Object { [Environment]::SetEnvironmentVariable($names[$_], $before[$_]) }
        Stop-ContactSandbox
    }
    BeforeEach {
        $env:CONTACTSPS_BASE_URI = $sandbox.BaseUri
        $env:CONTACTSPS_APPLICATION_KEY = $sandbox.Credential.UserName
        $env:CONTACTSPS_AUTHORIZATION = $sandbox.Credential.GetNetworkCredential().Password
        Remove-Item ./refused.csv -ErrorAction Ignore
    }

    It 'ends with <code> when <what>' -ForEach @(
        @{ what = 'every row was created'; code = 0; rows = 'ExternalId,Email,City', 'A-1,a1@example.com,Gdynia'; kept = 0 }
        @{ what = 'a row was refused, and keeps it'; code = 2; rows = 'ExternalId,Email,City', 'A-2,a2@example.com,Gdynia', 'A-3,,Sopot'; kept = 1 }
        @{ what = 'the service does not take the token'; code = 1; rows = 'ExternalId,Email,City', 'A-4,a4@example.com,Hel'; kept = 0; token = 'another' }
        @{ what = 'nothing says which account'; code = 1; rows = 'ExternalId,Email,City', 'A-5,a5@example.com,Hel'; kept = 0; token = $null }
    ) {
        if ($_.ContainsKey('token')) { [Environment]::SetEnvironmentVariable('CONTACTSPS_AUTHORIZATION', $_.token) }
        Set-Content ./customers.csv $rows
        $said = & $shell -NoProfile -NonInteractive -File "$TestDrive/job.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be $code -Because $said
        @(if (Test-Path ./refused.csv) { Import-Csv ./refused.csv }).Count | Should -Be $kept
    }
}
