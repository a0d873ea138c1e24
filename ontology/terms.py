"""The names of our classes and properties, as Python code may use them."""

from typing import Final

from ontology.errors import OntologyError
from ontology.namespaces import BL
from ontology.texts import Text


def _names(packed: str) -> frozenset[str]:
    return frozenset(packed.split())


CLASSES: Final = _names(
    """
    ActionField Actor ActorType AdultEducationCentre Advice AfterSchoolCare AllianceMembership
    AnalysisRun Archive Association Award Border Carriership Chamber ChamberOfCommerce
    ChamberOfCrafts ChurchFoundation CommunityFoundation Company Cooperation CooperationAgreement
    CoordinationOffice CoreSponsor CoreSponsorship CorporateFoundation DaycareCentre DerivedNeed
    DevelopmentAgency District DistrictAdministration Document EducationAdvisoryBoard
    EducationConference EducationCooperative EducationModel EducationOffice EducationProvider
    EducationRegionAssociation EducationReport EducationStage EmploymentAgency Evidence
    FederalAgency FederalMinistry FormerDistrict Foundation FoundationAlliance FundingOrganisation
    FundingRelation Gap GeneralSchool HealthcareOrganisation IndependentProvider Indicator
    IntegrationCentre JobCentre JointEvent JointProject LanguageCourseProvider Library
    MemoryInstitution MigrantOrganisation Ministry MissionStatement ModelMunicipality
    ModelTransfer MultiGenerationalCentre MunicipalAssociation MunicipalOffice Municipality Museum
    MusicSchool Need Network NetworkMembership NoCooperation NonProfitOrganisation Observation
    Offer Participation Programme ProgrammeManagementAgency ProgrammeParticipation ProgrammeTie
    PublicBody RegionalDevelopmentAgency RegionalGovernment RelationStatement ReligiousBody
    ResearchInstitute Result Role RuralDistrict SavingsBank SavingsBankFoundation School
    SchoolAuthority SchoolSupervisoryAuthority ScienceLearningPlace ServiceArea SocialOffice
    SpecialistCentre Sponsorship State StateGovernment StateMinistry StatisticsOffice SteeringBody
    SteeringGroup SucceededAgency Succession Suggestion SupportAgency SupraRegionalFoundation
    TerritorialReform Territory ThematicSponsor ThematicSponsorship Theme Town TownAdministration
    TrainingProvider TransferAgency TransferAgreement University UrbanDistrict VocationalSchool
    YouthCentre YouthEmploymentAgency YouthOffice
    """
)
"""Local names of the classes; a test compares them with the modules."""

OBJECT_PROPERTIES: Final = _names(
    """
    actionField actor actorType actsAs adopted agency agreementKind assignmentMethod borderOf
    borders concernsTerritory confidence conflictsWith continuesServiceOf cooperatesWith
    cooperationKind developedBy district evidence extent funder gapKind gapStatus governedBy governs
    hasPart highShowsNeedIn inCooperation indicator inferredSeat intervalBasis legalForm locatedIn
    lowShowsNeedIn municipalStatus
    needKind offerKind offeredBy originalTerritory partOf participatesIn participation phase
    phaseUnknown possiblePartner predecessor programme programmeKind publisher reformKind relatedTo
    renews restsOn resultingTerritory role seat servesDistrict servesStage servesState
    settlementType sourceDataset sponsoredBy sponsors state statedBy succeededBy succeeds successor
    suggestedModel suggestedPartner suggestedTo suggestionKind territory territoryType theme
    tookPartIn transferredModel transferredTo urbanisation website withinProgramme
    """
)
"""Local names of the properties whose values are things."""

DATA_PROPERTIES: Final = _names(
    """
    ags areaKm2 areaShare asOf audience budgetNote carrierName concernsEducation counterArgument
    derivedByRule developedByName effectiveOn endDate foundedIn funderName goal inkarCode
    isCoreTheme isMandatory isil key keyword kindAsWritten lastConfirmed lengthKm metropolitanRegion
    minimumPopulation networkNote note nuts3 onlyAfterLernenVorOrt order parameter participantsNote
    place population populationCensus2022 populationMoved populationShare postalCode priority
    projectName retrievedOn schoolType seatName seatSource sourceName startDate
    statedParticipants subject surprise targetGroup townCount unit validFrom validThrough value
    weightsAsOf year
    """
)
"""Local names of the properties whose values are literals."""


def term(name: str) -> str:
    """Return the IRI of a class or property of ours.

    Args:
        name: the local name, for instance `District`.

    Raises:
        OntologyError: the ontology has no such term.

    Example:
        >>> term("District")
        'https://w3id.org/bildungslandschaft/ontology#District'
    """
    if name not in CLASSES | OBJECT_PROPERTIES | DATA_PROPERTIES:
        raise OntologyError(
            Text(
                f"Die Ontologie kennt keinen Begriff „{name}“. In ontology/modules erklären.",
                f'The ontology has no term "{name}". Declare it in ontology/modules.',
            )
        )
    return BL + name
