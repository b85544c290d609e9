Feature: Boundaries
  What an orchestrator is told in a name or a path never leads it out of its workspace: it reads nothing there, writes nothing
  there, and deletes nothing there.

  Background: Something outside that is nobody's business
    Given a secret lies outside the workspace

  Rule: Files named with work are recorded, never opened

    @SAFE-8 @TASK-3 @critical
    Scenario Outline: Work that names <path> leaves the secret alone
      Given the task "Curious" is in progress
      When its work is handed in naming <path>
      Then the secret is untouched
      And the secret is told nowhere

      Examples: ways out
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | the secret through a symbolic link       |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

    @SAFE-8 @TASK-5 @normal
    Scenario Outline: Giving up work that named <path> leaves the secret alone
      Given the task "Curious" is in progress
      And its work is handed in naming <path>
      When it is cancelled without keeping its work
      Then the secret is untouched

      Examples: ways out
        | path                               |
        | the secret by its absolute path    |
        | the secret by climbing out         |
        | the secret through a symbolic link |

  Rule: Names are names, never paths

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: A template named <path> is refused
      When a template named <path> is created
      Then the creation is refused
      And the secret is untouched

      Examples: ways out
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: Loading a template named <path> is refused
      When a template named <path> is loaded
      Then the load is refused
      And the secret is told nowhere

      Examples: ways out
        | path                            |
        | the secret by its absolute path |
        | the secret by climbing out      |
        | a device                        |

    @SAFE-8 @TMPL-4 @critical
    Scenario Outline: Removing a template named <path> is refused
      When a template named <path> is removed
      Then the removal is refused
      And the secret is untouched

      Examples: ways out
        | path                            |
        | the secret by its absolute path |
        | the secret by climbing out      |

    @SAFE-8 @SESSION-2 @critical
    Scenario Outline: Resuming a session named <path> is refused
      When a session named <path> is resumed
      Then the resumption is refused
      And the secret is untouched

      Examples: ways out
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

  Rule: What cannot be a working directory is refused

    @SESSION-1 @SAFE-8 @normal
    Scenario Outline: <place> is refused as a working directory
      When a session is initialised at <place>
      Then the initialisation is refused

      Examples: places
        | place                       |
        | the secret itself           |
        | a place below the secret    |
        | a place that cannot be made |
