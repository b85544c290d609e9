Feature: Templates, removed and installed
  What the user made can be removed, what came with the orchestrator stays, and what is installed works.

  Background: A template for a release
    Given the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | at least | at most |
      | PRODUCT   | string  | yes      |         |           |            | 2        | 20      |
      | ROUNDS    | number  | no       | 2       |           |            |          |         |
      | LOUD      | boolean | no       | false   |           |            |          |         |
      | CHANNEL   | string  | no       | web     | web, mail |            |          |         |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |          |         |
    And the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | waits for |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |           |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |           |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build     |

  Rule: What is removed is gone

    @TMPL-4 @critical
    Scenario: A deleted template is not listed any more
      Given the template "release" is created
      When the template "release" is deleted
      Then the removal is accepted
      And the template "release" is not there

    @TMPL-4 @critical
    Scenario: A deleted template does not load any more
      Given the template "release" is created
      When the template "release" is deleted
      And the template "release" is loaded
      Then the load is refused

    @TMPL-4 @normal
    Scenario: A shared template is deleted from its category
      Given the template "release" is created under shared ones
      When the template "release" is deleted from shared ones
      Then the template "release" is not there

    @TMPL-4 @critical
    Scenario: An uninstalled template is not listed any more
      Given the template "release" is created
      When the template "release" is uninstalled
      Then the removal is accepted
      And the template "release" is not there

    @TMPL-4 @normal
    Scenario: A template is not uninstalled from a category where it is not
      Given the template "release" is created under shared ones
      When the template "release" is uninstalled from the user's
      Then the removal is refused

    @TMPL-4 @normal
    Scenario: Uninstalled from one category, a template of the same name stays in another
      Given the template "release" is created
      And the template "release" is created under shared ones
      When the template "release" is uninstalled from the user's
      And the templates are listed
      Then the template "release" is among those listed under shared ones

    @TMPL-4 @critical
    Scenario Outline: A template nobody knows is not <removed>
      When the template "release" is <removed>
      Then the removal is refused

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

    @TMPL-4 @critical
    Scenario Outline: A built-in template is not <removed>
      When a built-in template is <removed>
      Then the removal is refused

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

  Rule: What is installed is listed and loads

    @TMPL-5 @critical @own_server
    Scenario: The built-in library is installed
      When the built-in library is installed
      Then templates are told to be installed
      And every template that is listed loads

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the library skips what is there
      Given the built-in library is installed
      When the built-in library is installed again
      Then all of them are told to be skipped

    @TMPL-5 @normal @own_server
    Scenario: A second installation overwrites where that is said
      Given the built-in library is installed
      When the built-in library is installed over what is there
      Then templates are told to be overwritten

    @TMPL-5 @normal @own_server
    Scenario Outline: The part "<part>" of the library is installed
      When the part "<part>" of the built-in library is installed
      Then templates are told to be installed
      And every template that is listed loads

      Examples: parts
        | part        |
        | development |
        | research    |

    @TMPL-5 @normal
    Scenario: A part that the library does not have is refused
      When the part "cooking" of the built-in library is installed
      Then the installation is refused

    @TMPL-5 @normal @own_server
    Scenario: The examples are installed
      When the examples are installed
      Then templates are told to be installed
      And every template that is listed loads

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the examples skips what is there
      Given the examples are installed
      When the examples are installed again
      Then all of them are told to be skipped

    @TMPL-5 @normal
    Scenario: Examples cannot be installed in a category that is none
      When the part "cooking" of the examples is installed
      Then the installation is refused

    @TMPL-5 @normal @own_server
    Scenario: The templates installed are told
      Given the built-in library is installed
      When the installation status is asked for
      Then a built-in template is named in the answer

    @TMPL-5 @normal @own_server
    Scenario: A template of one's own is not told to be installed
      Given the template "release" is created
      When the installation status is asked for
      Then the template "release" is not told to be installed

    @TMPL-5 @TMPL-2 @normal @own_server
    Scenario: All that is installed is valid
      Given the built-in library is installed
      And the examples are installed
      When all templates are validated
      Then they are told to be valid
