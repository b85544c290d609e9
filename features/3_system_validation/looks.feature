Feature: Looks
  A request that only reads changes nothing: neither a record of the data store nor a file. Logs do not count.

  Rule: A request that only reads changes nothing

    @CLIENT-4 @critical @fenced
    Scenario Outline: <request> changes neither the data store nor a file
      Given the task "Looked at" is completed
      And the content of the workspace is noted
      When <requested>
      Then the content of the workspace is unchanged

      Examples: tasks and results
        | request                     | requested                                                        |
        | A search                    | all tasks are searched                                           |
        | A search for text           | all tasks are searched by text "Looked"                          |
        | A search with its artifacts | all tasks are searched by state "completed", including artifacts |
        | A count                     | the tasks are counted                                            |

      Examples: server and sessions
        | request                  | requested                                              |
        | A list of the sessions   | the sessions are listed, including completed ones      |
        | A health check           | the orchestrator's health is checked                   |
        | A list of the restarts   | the restart status is requested, including the history |
        | A shutdown preparation   | shutdown preparation is requested                      |
        | A reconnection test      | reconnection is tested                                 |
        | A dry run of the cleanup | cleanup runs as a dry run                              |
        | A validation of the work | the session's directory is validated                   |

      Examples: templates
        | request                       | requested                            |
        | A list of the templates       | the templates are listed             |
        | A validation of the templates | all templates are validated          |
        | A list of the installed       | the installation status is requested |

    @CLIENT-4 @critical @fenced
    Scenario: A session's status changes neither the data store nor a file
      Given a session is opened in the workspace
      And the task "Looked at" is completed
      And the content of the workspace is noted
      When the status of the current session is requested
      Then the content of the workspace is unchanged

    @CLIENT-4 @critical @fenced
    Scenario Outline: Having a template <request> changes neither the data store nor a file
      Given the draft of the template "looked-at" has the tasks:
        | key  | title |
        | only | Ship  |
      And the template "looked-at" is created
      And the content of the workspace is noted
      When the template "looked-at" is <request>
      Then the content of the workspace is unchanged

      Examples: requests
        | request   |
        | loaded    |
        | described |
        | validated |

    @CLIENT-4 @TMPL-3 @critical @fenced
    Scenario: A template's preview changes neither the data store nor a file
      Given the draft of the template "looked-at" has the parameters:
        | parameter | type   | required |
        | PRODUCT   | string | yes      |
      And the draft of the template "looked-at" has the tasks:
        | key  | title            |
        | only | Ship {{PRODUCT}} |
      And the template "looked-at" is created
      And the content of the workspace is noted
      When the template "looked-at" is previewed with:
        | parameter | value   |
        | PRODUCT   | Pandora |
      Then the content of the workspace is unchanged
