Describe 'A sandbox with options' {
    BeforeAll { . "$PSScriptRoot/Start-Session.ps1" }
    AfterEach {
        Get-ContactConnection | ForEach-Object { Disconnect-ContactService $_.Name }
        Stop-ContactSandbox
    }

    It 'listens on the port of -Port, and is the only one' {
        $port = ([uri]$sandbox.BaseUri).Port
        Stop-ContactSandbox
        ([uri](Start-ContactSandbox -Port $port).BaseUri).Port | Should -Be $port
        { Start-ContactSandbox -Port $port } | Should -Throw -ErrorId 'SandboxFailed,*'
    }
    It 'does not start without its file' { { Start-ContactSandbox -Path "$TestDrive/missing.csv" } | Should -Throw -ErrorId 'SandboxFailed,*' }
    It 'fails as -Fault says, and the error has advice' {
        Start-ContactSandbox -FaultRate 1 -Fault BadGateway | Connect-ContactService -MaximumRetryCount 0
        $thrown = { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceFailed,*' -PassThru
        "$thrown" | Should -BeLike '*502*'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
    It 'fails in the same order with the same -Seed' {
        $seen = 1..2 | ForEach-Object {
            $faulty = Start-ContactSandbox -FaultRate 0.5 -Fault BadGateway -Seed 5
            $faulty | Connect-ContactService -MaximumRetryCount 0
            1..12 | ForEach-Object { $null = Get-ContactGroup -ErrorAction SilentlyContinue }
            $faulty.Requests.Status -join ','
        }
        $seen[0] | Should -Be $seen[1]
        $seen[0] | Should -BeLike '*200*'
        $seen[0] | Should -BeLike '*502*'
    }
    It 'closes connections after a creation, and no contact is created twice' {
        $faulty = Start-ContactSandbox -FaultRate 0.4 -Fault ConnectionClosedAfterProcessing -Seed 3 -Alternative DuplicateExternalIdAllowed
        $faulty | Connect-ContactService -MaximumRetryCount 20
        @(1..20 | ForEach-Object { @{ ExternalId = "F-$_"; Email = "f$_@example.com" } } | New-Contact -BatchSize 4).Count | Should -Be 20
        $faulty.ContactCount | Should -Be 20
        $faulty.RequestCount | Should -BeGreaterThan 5
    }
    It 'accepts a duplicate external id with -Alternative DuplicateExternalIdAllowed, and refuses it otherwise' {
        Start-ContactSandbox -Alternative DuplicateExternalIdAllowed | Connect-ContactService
        $rows = 1..2 | ForEach-Object { @{ ExternalId = 'twice'; Email = "t$_@example.com" } }
        @($rows | New-Contact).Count | Should -Be 2
        { Set-ContactSubscription -ExternalId twice -Channel email -State Unsubscribed -ErrorAction Stop } | Should -Throw -ErrorId 'AmbiguousContact,*'
        Start-ContactSandbox | Connect-ContactService
        @($rows | New-Contact -ErrorAction SilentlyContinue).Count | Should -Be 1
    }
    It 'leaves the contacts out of its responses with -Alternative NoItem' {
        Start-ContactSandbox -Alternative NoItem | Connect-ContactService
        $made = New-Contact -Email a@example.com
        $made.Email | Should -Be 'a@example.com'
        $made.Id | Should -BeNullOrEmpty
        (Get-Contact).Id | Should -Be 1
    }
    It 'is slower than the timeout of a connection: TimedOut' {
        Start-ContactSandbox -DelayMilliseconds 60000 | Connect-ContactService -TimeoutSec 1 -MaximumRetryCount 0
        { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'TimedOut,*'
    }
    It 'is unreachable after it was stopped: Unreachable' {
        $stopped = Start-ContactSandbox
        $stopped | Connect-ContactService -MaximumRetryCount 0
        $stopped | Stop-ContactSandbox
        { Get-Contact -ErrorAction Stop } | Should -Throw -ErrorId 'Unreachable,*'
        Test-ContactConnection -WarningAction SilentlyContinue -WarningVariable why | Should -BeFalse
        "$why" | Should -Not -BeNullOrEmpty
    }
    It 'is stopped in the middle of a creation, and the last run has the rows whose outcome is unknown' {
        $slow = Start-ContactSandbox -DelayMilliseconds 60000
        $connection = $slow | Connect-ContactService -PassThru
        $pipeline = [powershell]::Create()
        try {
            $manifest = (Get-Module ContactsPS).Path -replace 'bin[\\/]ContactsPS\.psm1$', 'ContactsPS.psd1'
            $script = 'param($module, $connection) Import-Module $module; @{ Email = "open@example.com" } | New-Contact -Connection $connection'
            $running = $pipeline.AddScript($script).AddArgument($manifest).AddArgument($connection).BeginInvoke()
            while ($slow.RequestCount -eq 0 -and -not $running.IsCompleted) { $null = [System.Threading.Thread]::Yield() }
            $pipeline.Stop()
            $pipeline.Commands.Clear()
            $open = $pipeline.AddScript('param($connection) $connection.LastRun.Results').AddArgument($connection).Invoke()
        }
        finally { $pipeline.Dispose() }
        @($open).Outcome | Should -Be 'OutcomeUnknown'
        @($open).Input.Email | Should -Be 'open@example.com'
        $connection.LastRun | Should -BeNullOrEmpty -Because 'each runspace has its own'
    }
}
