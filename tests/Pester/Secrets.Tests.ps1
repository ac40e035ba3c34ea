BeforeDiscovery {
    $missing = @('Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' | Where-Object { -not (Get-Module $_ -ListAvailable) })
    $reason = if ($env:OS -eq 'Windows_NT') { 'on Windows, a store other than this user''s own cannot be had' }
    elseif ($missing) { "$($missing -join ' and ') must be installed" }
    if ($reason) { Write-Warning "Secrets of a real vault were not tested: $reason." }
}

Describe 'A secret of SecretManagement' -Skip:([bool] $reason) -ForEach @{
    Refused = @(
        @{ what = 'no vault has the secret'; arguments = '-Secret missing'; why = "The secret 'missing' cannot be used: no registered vault contains it; *" }
        @{ what = 'the vault does not have the secret'; arguments = '-Secret missing -Vault Automation'; why = "The secret 'missing' cannot be used: the vault 'Automation' does not contain it; *" }
        @{ what = 'the vault is not registered'; arguments = '-Secret messageflow -Vault Nowhere'; why = "The secret 'messageflow' cannot be used: no vault named 'Nowhere' is registered for this user; *" }
        @{ what = 'the secret is text'; arguments = '-Secret text'; why = "The secret 'text' cannot be used: it is not a PSCredential; *" }
        @{ what = 'a vault is locked'; arguments = '-Secret messageflow'; locked = $true; why = "The secret 'messageflow' cannot be used: a vault is locked; *" }
        @{ what = 'the vault is locked'; arguments = '-Secret messageflow -Vault Automation'; locked = $true; why = "The secret 'messageflow' cannot be used: the vault 'Automation' is locked; *" }
    )
} {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        # The pages show these lines.
        $page = Get-Content "$root/src/ContactsPS/Module/en-US/about_ContactsPS_Connections.help.txt" -Raw -Encoding UTF8
        $new = [regex]::Match($page, '(?m)^ {8}(Reset-SecretStore .*)').Groups[1].Value
        $store = [regex]::Match($page, '(?m)^ {8}(Register-SecretVault .*\r?\n(?: {8}.*\r?\n)+)').Groups[1].Value
        $connect = [regex]::Match($page, '(?m)^ {8}(Connect-ContactService -Secret \w+ -Vault \w+)').Groups[1].Value

        $sandbox.Credential | Export-Clixml "$TestDrive/account.clixml"
        $tried = { param($Cases)
            foreach ($case in $Cases) {
                try { & ([scriptblock]::Create("Connect-ContactService $($case.arguments)")) }
                catch { @{ Arguments = $case.arguments; Text = "$_"; Id = $_.FullyQualifiedErrorId; Advice = $_.ErrorDetails.RecommendedAction } }
            }
        }
        $Refused | Export-Clixml "$TestDrive/cases.clixml"
        $prologue = "Import-Module '$manifest'; `$tried = {$tried}; `$cases = Import-Clixml cases.clixml"
        $null = Invoke-AsNewUser @"
$prologue
function Get-Credential { Import-Clixml account.clixml }
Import-Module Microsoft.PowerShell.SecretStore
$new 3> `$null
$store
Set-Secret text -Secret 'just text' -Vault Automation
`$works = foreach (`$command in '$connect', 'Connect-ContactService -Secret messageflow') {
    & ([scriptblock]::Create("`$command -BaseUri $($sandbox.BaseUri)"))
    Test-ContactConnection
}
`$offered = foreach (`$line in 'Connect-ContactService -Secret ', 'Connect-ContactService -Vault ') { (TabExpansion2 `$line `$line.Length).CompletionMatches.CompletionText }
@{ Works = `$works; Offered = `$offered; Errors = & `$tried (`$cases | Where-Object { -not `$_.locked }) } | Export-Clixml open.clixml
`$password = [securestring]::new()
'p', 'w' | ForEach-Object { `$password.AppendChar(`$_) }
Set-SecretStoreConfiguration -Authentication Password -Password `$password -Interaction None -Confirm:`$false
"@
        $null = Invoke-AsNewUser @"
$prologue
@{ Errors = & `$tried (`$cases | Where-Object { `$_.locked }) } | Export-Clixml locked.clixml
"@
        $open = Import-Clixml "$TestDrive/open.clixml"
        $errors = @($open.Errors) + @((Import-Clixml "$TestDrive/locked.clixml").Errors)
    }
    AfterAll { Stop-ContactSandbox }

    It 'connects, from a given vault and from any vault, as about_ContactsPS_Connections shows' { $open.Works | Should -Be $true, $true }
    It 'is offered at a Tab if it is a credential, and so is its vault' { $open.Offered | Should -Be 'messageflow', 'Automation' }
    It 'is one clear error if <what>' -ForEach $Refused {
        $found = @($errors | Where-Object Arguments -EQ $arguments)
        $found.Id | Should -BeLike 'SecretNotAvailable,*'
        $found.Text | Should -BeLike $why
        $found.Text | Should -Not -Match 'ErrorActionPreference|\n'
        $found.Advice | Should -BeLike '*store a PSCredential*'
    }
}

Describe 'The vault of docs/scheduling.md, in a new profile' -Skip:([bool] $reason) {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $page = Get-Content "$root/docs/scheduling.md" -Raw -Encoding UTF8
        $block = [regex]::Match($page, '(?ms)^```powershell-vault\r?\n(.*?)^```').Groups[1].Value
    }
    AfterAll { Stop-ContactSandbox }

    It 'is made without a question, and opens in the next session without a password' {
        $sandbox.Credential | Export-Clixml "$TestDrive/account.clixml"
        Invoke-AsNewUser @"
function Get-Credential { Import-Clixml account.clixml }
$block
"@
        Invoke-AsNewUser @"
Import-Module '$manifest'
Connect-ContactService -Secret messageflow -BaseUri $($sandbox.BaseUri)
Test-ContactConnection
"@ | Should -Be 'True'
    }
}

Describe 'Without SecretManagement' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterAll { Stop-ContactSandbox }

    It 'a secret is one error that says what to install' {
        $said = Invoke-AsNewUser -Script @"
`$env:PSModulePath = "`$PSHOME/Modules"
Import-Module '$manifest'
try { Connect-ContactService -Secret messageflow } catch { "`$(`$_.FullyQualifiedErrorId): `$_" }
"@
        $said | Should -BeLike "SecretNotAvailable,*: The secret 'messageflow' cannot be used: the module Microsoft.PowerShell.SecretManagement cannot be loaded; install it *"
    }
}
