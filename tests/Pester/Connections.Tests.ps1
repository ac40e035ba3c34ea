[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidGlobalVars', '', Justification = 'shows that the state in the global scope reveals nothing')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'wrong tokens of a test')]
param()

Describe 'Connections' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $token = $sandbox.Credential.GetNetworkCredential().Password
        $key = $sandbox.Credential.UserName
    }
    BeforeEach { $sandbox | Connect-ContactService }
    AfterAll { Stop-ContactSandbox }

    It 'never shows key or token: <how>' -ForEach @(
        @{ how = 'Format-List'; show = { $args[0] | Format-List * | Out-String -Width 500 } }
        @{ how = 'Format-Table'; show = { $args[0] | Format-Table | Out-String -Width 500 } }
        @{ how = 'ConvertTo-Json'; show = { $args[0] | ConvertTo-Json -Depth 8 -WarningAction SilentlyContinue } }
        @{ how = 'Export-Clixml'; show = { $args[0] | Export-Clixml "$TestDrive/c.xml" -Depth 6; Get-Content "$TestDrive/c.xml" -Raw } }
        @{ how = 'Export-Csv'; show = { $args[0] | ConvertTo-Csv } }
        @{ how = 'text'; show = { "$($args[0])" } }
        @{ how = 'the global state'; show = { $global:ContactsPSState | ConvertTo-Json -Depth 8 -WarningAction SilentlyContinue; $global:ContactsPSState | Format-List * -Force | Out-String; "$global:ContactsPSState" } }
    ) {
        $shown = (& $show (Get-ContactConnection)) -join "`n"
        $shown.Length | Should -BeGreaterThan 5
        $shown | Should -Not -BeLike "*$([WildcardPattern]::Escape($token))*"
        $shown | Should -Not -BeLike "*$([WildcardPattern]::Escape($key))*"
    }
    It 'shows the last four characters of the key' { (Get-ContactConnection).ApplicationKey | Should -Be "…$($key.Substring($key.Length - 4))" }
    It 'never shows the token in verbose, debug or error output' {
        $said = & {
            New-Contact -Email secret.person@example.com -Verbose -Debug
            Get-Contact -Email secret.person@example.com -Verbose -Debug
            Set-ContactSubscription -Id 1 -Channel fax -State Subscribed -Verbose -ErrorAction Continue
        } 3>&1 4>&1 5>&1 2>&1 | Where-Object { $_ -isnot [psobject] -or $_.PSTypeNames[0] -ne 'ContactsPS.Client.Models.Contact' } | Out-String -Width 500
        $said | Should -BeLike '*uniqId*'
        $said | Should -Not -BeLike '*secret.person*'
        $said | Should -Not -BeLike "*$([WildcardPattern]::Escape($token))*"
    }
    It 'uses several accounts by name' {
        $other = Start-ContactSandbox
        $other | Connect-ContactService -Name Other
        $null = New-Contact -Email other@example.com
        (Get-ContactConnection).Name | Sort-Object | Should -Be 'Default', 'Other'
        (Get-Contact -Connection (Get-ContactConnection Other)).Email | Should -Be 'other@example.com'
        (Get-Contact -Connection (Get-ContactConnection Default)).Email | Should -Not -Contain 'other@example.com'
        Disconnect-ContactService Other
        { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        $other | Stop-ContactSandbox
    }
    It 'accepts a token with / + = and :' {
        $token | Should -Match '[/+=:]'
        Test-ContactConnection | Should -BeTrue
    }
    It 'refuses a token with a line break without showing it' {
        $secure = ConvertTo-SecureString "first`nsecond" -AsPlainText -Force
        $thrown = { Connect-ContactService -ApplicationKey key -AuthorizationToken $secure } | Should -Throw -ErrorId 'InvalidConnection,*' -PassThru
        "$thrown $($thrown.Exception)" | Should -Not -BeLike '*second*'
        { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }
    It 'ends with one error for wrong credentials' {
        $wrong = [pscredential]::new($key, (ConvertTo-SecureString 'wrong' -AsPlainText -Force))
        Connect-ContactService $wrong -BaseUri $sandbox.BaseUri
        $before = $sandbox.RequestCount
        $thrown = { 1..250 | ForEach-Object { @{ Email = "c$_@example.com" } } | New-Contact } | Should -Throw -ErrorId 'Unauthorized,*' -PassThru
        $thrown.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike 'Check the application key and the token*'
        $sandbox.RequestCount - $before | Should -Be 1
        Test-ContactConnection -WarningAction SilentlyContinue | Should -BeFalse
    }
    It 'does not mistake another server for an empty account' {
        Connect-ContactService $sandbox.Credential -BaseUri "$($sandbox.BaseUri)/elsewhere"
        { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'NotTheService,*'
    }
    It 'accepts plain http only for loopback' {
        { Connect-ContactService $sandbox.Credential -BaseUri http://contacts.example.com/v2.1 } | Should -Throw -ErrorId 'InvalidConnection,*'
    }
    It 'reads the environment' {
        Disconnect-ContactService
        try {
            $env:CONTACTSPS_BASE_URI = $sandbox.BaseUri
            $env:CONTACTSPS_APPLICATION_KEY = $key
            { Connect-ContactService -FromEnvironment } | Should -Throw '*CONTACTSPS_AUTHORIZATION is not set*'
            $env:CONTACTSPS_AUTHORIZATION = $token
            { Get-Contact -ErrorAction Stop } | Should -Throw '*Connect-ContactService -FromEnvironment*'
            Connect-ContactService -FromEnvironment
            Test-ContactConnection | Should -BeTrue
        }
        finally {
            Remove-Item Env:CONTACTSPS_BASE_URI, Env:CONTACTSPS_APPLICATION_KEY, Env:CONTACTSPS_AUTHORIZATION -ErrorAction SilentlyContinue
        }
    }
    It 'belongs to its runspace, and is passed on with $using:' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $path = (Get-Module ContactsPS).Path -replace 'bin[\\/]ContactsPS\.psm1$', 'ContactsPS.psd1'
        $c = Get-ContactConnection Default
        $found = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:path
            $null = New-Contact -Email "p$_@example.com" -Connection $using:c
            try { Get-Contact -ErrorAction Stop } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        }
        $found | Select-Object -Unique | Should -Be 'NotConnected'
        @(Get-Contact | Where-Object Email -Match '^p\d@').Count | Should -Be 8
    }
}

Describe 'The sandbox' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterAll { Stop-ContactSandbox }

    It 'is filled from a CSV' {
        $filled = Start-ContactSandbox -Path "$samples/contacts.csv" -WarningVariable skipped -WarningAction SilentlyContinue
        $filled.ContactCount + $skipped.Count | Should -Be 300
        "$($skipped[0])" | Should -BeLike '*contacts.csv, line * not loaded: *'
        $filled | Stop-ContactSandbox
    }
    It 'shows its own credential and no other' {
        $sandbox.Credential | Should -BeOfType [pscredential]
        $sandbox.Credential.GetNetworkCredential().Password.Length | Should -BeGreaterThan 20
    }
    It 'fails a share of requests, and reading still succeeds' {
        $faulty = Start-ContactSandbox -FaultRate 0.4
        $connection = $faulty | Connect-ContactService -Name Faulty -MaximumRetryCount 20 -PassThru
        1..5 | ForEach-Object { Get-ContactGroup -Connection $connection -ErrorAction Stop } | Should -Not -BeNullOrEmpty
        $faulty.RequestCount | Should -BeGreaterThan 5
        $faulty | Stop-ContactSandbox
        $sandbox | Connect-ContactService
    }
    It 'limits the rate, and the client waits for the requested time' {
        $limited = Start-ContactSandbox -RequestsPerSecond 2
        $connection = $limited | Connect-ContactService -Name Limited -PassThru
        { 1..4 | ForEach-Object { Get-ContactGroup -Connection $connection -ErrorAction Stop } } | Should -Not -Throw
        $limited.Requests.Status | Should -Contain 429
        $limited | Stop-ContactSandbox
        $sandbox | Connect-ContactService
    }
    It 'is stopped by name or all at once' {
        $a = Start-ContactSandbox
        $a | Stop-ContactSandbox
        $a.IsRunning | Should -BeFalse
        $sandbox.IsRunning | Should -BeTrue
    }
}
