Feature: Workspace boundaries
  No name and no path given to the orchestrator leads outside its workspace. It reads, writes and deletes nothing there.

  Background: A secret file outside the workspace
    Given a secret file lies outside the workspace

  Rule: A file named in a submission is recorded, never opened

    @SAFE-8 @TASK-3 @critical
    Scenario Outline: A submission listing <path> neither changes nor discloses the secret
      Given the task "Curious" is in progress
      When its result is submitted naming <path>
      Then the secret file is unchanged
      And the secret is not disclosed

      Examples: paths out of the workspace
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | the secret by an encoded path            |
        | the secret by backslashes                |
        | the secret through a link                |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

    @SAFE-8 @TASK-5 @normal
    Scenario Outline: Discarding work that listed <path> leaves the secret unchanged
      Given the task "Curious" is in progress
      And its result is submitted naming <path>
      When the task is cancelled and its work is discarded
      Then the secret file is unchanged

      Examples: paths out of the workspace
        | path                            |
        | the secret by its absolute path |
        | the secret by climbing out      |
        | the secret through a link       |

  Rule: A link in the workspace is not followed outside

    @SAFE-8 @TASK-3 @critical @own_server
    Scenario: A folder of artifacts that is replaced by a link is not followed
      Given the task "Curious" is in progress
      And its result is submitted with more work to follow
      When the folder of its artifact is replaced by a link to the secret
      And its result is submitted
      Then the secret file is unchanged

  Rule: A name is never used as a path

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: Creating a template named <path> is rejected without changing the secret
      When a template named <path> is created
      Then the creation is rejected
      And the secret file is unchanged

      Examples: paths out of the workspace
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | the secret by an encoded path            |
        | the secret by backslashes                |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: Loading a template named <path> is rejected without disclosing the secret
      When a template named <path> is loaded
      Then the load is rejected
      And the secret is not disclosed

      Examples: paths out of the workspace
        | path                            |
        | the secret by its absolute path |
        | the secret by climbing out      |
        | the secret by an encoded path   |
        | the secret by backslashes       |
        | a device                        |

    @SAFE-8 @TMPL-4 @critical
    Scenario Outline: Removing a template named <path> is rejected without changing the secret
      When a template named <path> is removed
      Then the removal is rejected
      And the secret file is unchanged

      Examples: paths out of the workspace
        | path                            |
        | the secret by its absolute path |
        | the secret by climbing out      |
        | the secret by an encoded path   |
        | the secret by backslashes       |

    @SAFE-8 @TMPL-1 @TMPL-3 @TMPL-4 @critical
    Scenario Outline: No template named <path> can be <used>
      When a template named <path> is <used>
      Then the <action> is rejected
      And the secret file is unchanged
      And the secret is not disclosed

      Examples: requests
        | path                            | used         | action        |
        | the secret by its absolute path | described    | description   |
        | the secret by climbing out      | described    | description   |
        | the secret by its absolute path | uninstalled  | removal       |
        | the secret by climbing out      | uninstalled  | removal       |
        | the secret by its absolute path | instantiated | instantiation |
        | the secret by climbing out      | instantiated | instantiation |

    @SAFE-8 @SESSION-2 @CTRL-5 @normal
    Scenario Outline: No session named <path> can be <used>
      When a session named <path> is <used>
      Then the <action> is rejected
      And the secret file is unchanged
      And the secret is not disclosed

      Examples: requests
        | path                            | used           | action            |
        | the secret by its absolute path | looked up      | status request    |
        | the secret by climbing out      | looked up      | status request    |
        | the secret by its absolute path | reconnected to | reconnection test |
        | the secret by climbing out      | reconnected to | reconnection test |

    @SAFE-8 @SESSION-2 @critical
    Scenario Outline: Resuming a session named <path> is rejected without changing the secret
      When a session named <path> is resumed
      Then the resumption request is rejected
      And the secret file is unchanged

      Examples: paths out of the workspace
        | path                                     |
        | the secret by its absolute path          |
        | the secret by climbing out               |
        | the secret by an encoded path            |
        | the secret by backslashes                |
        | a device                                 |
        | a name of 300 characters                 |
        | the secret behind an invisible character |

  Rule: An invalid working directory is rejected

    @SESSION-1 @SAFE-8 @normal
    Scenario Outline: Opening a session in <place> is rejected
      When a session is opened in <place>
      Then the request to open a session is rejected

      Examples: places
        | place                       |
        | the secret itself           |
        | a place below the secret    |
        | a place that cannot be made |
