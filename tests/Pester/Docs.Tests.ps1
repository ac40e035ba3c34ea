Describe 'What the docs show runs in a whole PowerShell' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $shell = (Get-Process -Id $PID).Path
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $manifest = if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { "$root/ContactsPS.psd1" }
        function Get-Block([string] $Page, [string[]] $Language) {
            [regex]::Matches((Get-Content "$root/$Page" -Raw -Encoding UTF8), "(?ms)^``````(?:$($Language -join '|'))\r?\n(.*?)^``````") | ForEach-Object { $_.Groups[1].Value }
        }
        Push-Location $TestDrive
        New-Item samples -ItemType Directory | Out-Null
        Copy-Item "$samples/contacts.csv" samples
        Set-Content customers.csv 'ExternalId,Email,PhoneNumber,FirstName,LastName,Since,City', 'K-1,anna.nowak@customer.example,,Anna,Nowak,2021-03-01,Gdynia', 'K-3,ewa.lis@customer.example,,Ewa,Lis,,' -Encoding UTF8
        Import-Csv customers.csv | Select-Object ExternalId, Email | New-Contact | Out-Null
    }
    AfterAll { Pop-Location; Stop-ContactSandbox }

    It 'the README, but for the build before it' {
        $script = ((Get-Block README.md powershell, powershell-pwsh) -join "`n").Replace('./build.ps1', '').Replace('./ContactsPS.psd1', $manifest)
        Set-Content readme.ps1 "`$ErrorActionPreference = 'Stop'`n$script" -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File ./readme.ps1 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeLike '*C-1059: *refused*What if:*'
    }
    It 'the first run of the unattended import, by hand' {
        Copy-Item "$samples/import-contacts.ps1" samples
        $script = ((Get-Block samples/README.md powershell-pwsh) -join "`n").Replace('./ContactsPS.psd1', $manifest)
        Set-Content first.ps1 "Import-Module '$manifest'`n$script`nexit `$LASTEXITCODE" -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File ./first.ps1 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1 -Because $said
        $said | Should -BeLike '*292 created, 8 rejected, 0 unknown*'
        @(Import-Csv ./samples/contacts.rejected.csv -Encoding UTF8).Count | Should -Be 8
    }
    # It is written for PowerShell 7: Windows PowerShell has neither -SkipHeaderValidation nor -SkipCertificateCheck.
    It 'what is written without the module, block by block in one session' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $base, $key, $token = "$($sandbox.BaseUri)", $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
        $blocks = Get-Block docs/mapping.md powershell-before
        $blocks.Count | Should -BeGreaterThan 12
        $ErrorActionPreference = 'Stop'
        foreach ($block in $blocks) {
            try { . ([scriptblock]::Create($block)) *> $null }
            catch { throw "$_ in:`n$block" }
        }
        @($all).Count | Should -BeGreaterThan 1
        $zoe = Get-Contact -Email zoe@example.com
        $zoe.FirstName, $zoe.LastName | Should -Be 'Zoe', 'Żółć'
    }
}

Describe 'The unattended import in a whole PowerShell' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $shell = (Get-Process -Id $PID).Path
        $manifest = if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { (Resolve-Path "$PSScriptRoot/../../ContactsPS.psd1").ProviderPath }
        $sandbox.Credential | Export-Clixml "$TestDrive/account.clixml"
    }
    AfterAll { Stop-ContactSandbox }

    It 'takes a credential of a file, ends with 1 and keeps what was refused' {
        Set-Content "$TestDrive/customers.csv" 'ExternalId,Email,City', 'A-1,a1@example.com,Gdynia', 'A-2,,Łódź' -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$samples/import-contacts.ps1" -Path "$TestDrive/customers.csv" -ExternalDataProperty City -AccountPath "$TestDrive/account.clixml" -BaseUri $sandbox.BaseUri -Module $manifest 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1 -Because $said
        $said | Should -BeLike '*1 created, 1 rejected, 0 unknown*'
        $rejected = Import-Csv "$TestDrive/customers.rejected.csv" -Encoding UTF8
        $rejected.ExternalId, $rejected.City, $rejected.ErrorId | Should -Be 'A-2', 'Łódź', 'InvalidField'
    }
    It 'ends with 2 where the module is not installed, and says so' {
        Set-Content "$TestDrive/customers.csv" 'ExternalId,Email', 'A-1,a1@example.com' -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$samples/import-contacts.ps1" -Path "$TestDrive/customers.csv" -Module NoSuchModule 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 2 -Because $said
        $said | Should -BeLike '*import-contacts: *NoSuchModule*0 created, 0 rejected, 0 unknown*'
    }
}
