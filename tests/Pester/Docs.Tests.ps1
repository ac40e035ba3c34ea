Describe 'What the docs show runs in this PowerShell' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
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

    It 'the README, without its build commands' {
        $script = ((Get-Block README.md powershell) -join "`n").Replace('./build.ps1', '').Replace('./ContactsPS.psd1', $manifest)
        Set-Content readme.ps1 "`$ErrorActionPreference = 'Stop'`n$script" -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File ./readme.ps1 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeLike '*C-1059: *refused*What if:*'
    }
    # It is written for PowerShell 7: Windows PowerShell has neither -SkipHeaderValidation nor -SkipCertificateCheck.
    It 'the script that docs/sync.md replaces' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $base, $key, $token = "$($sandbox.BaseUri)", $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
        Add-Content customers.csv 'K-9,zoe@example.com,,Zoe,Żółć,,' -Encoding UTF8
        $earlier = @($sandbox.Requests).Count
        $blocks = @(Get-Block docs/sync.md powershell-before)
        $blocks.Count | Should -Be 1
        $ErrorActionPreference = 'Stop'
        foreach ($block in $blocks) {
            try { . ([scriptblock]::Create($block)) *> $null }
            catch { throw "$_ in:`n$block" }
        }
        @($all).Count | Should -BeGreaterThan 1
        $zoe = Get-Contact -Email zoe@example.com
        $zoe.ExternalId, $zoe.LastName | Should -Be 'K-9', 'Żółć'
        # It creates who is missing, and misses what differs, as the page says.
        @(Get-Change $earlier).Count | Should -Be 1
        (Get-Contact -ExternalId K-1).LastName | Should -BeNullOrEmpty
    }
}

Describe 'The unattended import in this PowerShell' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $sandbox.Credential | Export-Clixml "$TestDrive/account.clixml"
    }
    AfterAll { Stop-ContactSandbox }

    It 'reads a credential from a file, ends with 1 and keeps the refused rows' {
        Set-Content "$TestDrive/customers.csv" 'ExternalId,Email,City', 'A-1,a1@example.com,Gdynia', 'A-2,,Łódź' -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$samples/import-contacts.ps1" -Path "$TestDrive/customers.csv" -ExternalDataProperty City -AccountPath "$TestDrive/account.clixml" -BaseUri $sandbox.BaseUri -Module $manifest 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1 -Because $said
        $said | Should -BeLike '*1 created, 1 rejected, 0 unknown*'
        $rejected = Import-Csv "$TestDrive/customers.rejected.csv" -Encoding UTF8
        $rejected.ExternalId, $rejected.City, $rejected.ErrorId | Should -Be 'A-2', 'Łódź', 'InvalidField'
    }
    It 'ends with 2 if the module is not installed, and says so' {
        Set-Content "$TestDrive/customers.csv" 'ExternalId,Email', 'A-1,a1@example.com' -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$samples/import-contacts.ps1" -Path "$TestDrive/customers.csv" -Module NoSuchModule 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 2 -Because $said
        $said | Should -BeLike '*import-contacts: *NoSuchModule*0 created, 0 rejected, 0 unknown*'
    }
}

Describe 'The nightly sync in this PowerShell' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $sandbox.Credential | Export-Clixml "$TestDrive/account.clixml"
    }
    AfterAll { Stop-ContactSandbox }

    It 'reads a credential from a file, ends with 1, keeps the refused rows and writes the body of a mail' {
        Set-Content "$TestDrive/customers.csv" 'ExternalId,Email,City', 'A-1,a1@example.com,Gdynia', 'A-2,,Łódź' -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$samples/nightly-sync.ps1" -Path "$TestDrive/customers.csv" -ExternalDataProperty City -AccountPath "$TestDrive/account.clixml" -BaseUri $sandbox.BaseUri -Module $manifest 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1 -Because $said
        $said | Should -BeLike '*nightly-sync: 1 created, 0 updated, 0 removed, 0 unchanged, 1 rejected, 0 unknown*'
        $rejected = Import-Csv "$TestDrive/customers.rejected.csv" -Encoding UTF8
        $rejected.ExternalId, $rejected.City, $rejected.ErrorId | Should -Be 'A-2', 'Łódź', 'InvalidField'
        Get-Content "$TestDrive/customers.sync.txt" | Select-Object -Skip 1 -First 1 | Should -Be 'Exit code: 1'
    }
    It 'runs a share on a machine that has the same file, and none on a machine that has another' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        Set-Content "$TestDrive/shared.csv" 'ExternalId,Email', 'S-1,s1@example.com', 'S-2,s2@example.com', 'S-3,s3@example.com', 'S-4,s4@example.com', 'S-5,s5@example.com', 'S-6,s6@example.com' -Encoding UTF8
        # There is no second machine: one thread replaces a machine with the same file, and another a machine with a longer file.
        $script = @'
param($Job, $Csv, $Account, $BaseUri, $Module)
Import-Module ThreadJob -ErrorAction Ignore
function Invoke-Command($ComputerName, $ScriptBlock, $ArgumentList, [switch] $AsJob) {
    if ($ComputerName -eq 'other') {
        Copy-Item $ArgumentList[0] "$($ArgumentList[0]).other"
        Add-Content "$($ArgumentList[0]).other" 'S-9,s9@example.com'
        $ArgumentList[0] = "$($ArgumentList[0]).other"
    }
    Start-ThreadJob -ScriptBlock ([scriptblock]::Create($ScriptBlock)) -ArgumentList $ArgumentList
}
& $Job -Path $Csv -ComputerName same,other -AccountPath $Account -BaseUri $BaseUri -Module $Module
exit $LASTEXITCODE
'@
        Set-Content "$TestDrive/remote.ps1" $script -Encoding UTF8
        $said = & $shell -NoProfile -NonInteractive -File "$TestDrive/remote.ps1" "$samples/scale-out.ps1" "$TestDrive/shared.csv" "$TestDrive/account.clixml" $sandbox.BaseUri $manifest 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 2 -Because $said
        $said | Should -BeLike '*differs from the one on the machine that runs scale-out.ps1*'
        $said | Should -BeLike '*share 2/2 on other failed*'
        $said | Should -BeLike '*scale-out: 1 of 2 shares: *'
    }
}
