const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What people are to each other and what they do, in small letters: a name may follow. */
export const ROLES = words(`
  accountant adviser advisor agent applicant apprentice architect assistant aunt auntie baby babysitter barber beneficiary boss boyfriend brother brothers builder buddy bursar caller captain cardholder caregiver caretaker carer carpenter cashier chairman
  chef child childminder children claimant cleaner clerk coach client cofounder colleague concierge consultant contact contractor coordinator counsellor cousin coworker customer dad daughter daughters dentist deputy director doctor doorman driver eldest electrician
  employee engineer estimator ex father fiancee fiance fiancé fiancée fitter flatmate foreman founder friend gardener gran grandad granddad granddaughter grandfather grandma grandmother grandpa grandson granny guarantor guardian guest hairdresser handyman
  headteacher holder housekeeper housemate hubby husband instructor installer insured intern janitor kid kids landlady landlord lawyer leaseholder lodger manager mate mechanic member midwife missus mom mother mum mummy nan nana nanny neighbor neighbour
  nephew niece nurse occupant oldest operator optician organiser owner parents partner partners passenger patient physio physiotherapist pharmacist plumber policyholder porter principal receptionist recipient recruiter rep resident roommate roomie salesman
  saleswoman secretary sender servant signatory sister sisters solicitor son sons spouse stepdad stepdaughter stepmum stepson stylist subscriber superintendent supervisor surveyor teacher technician tenant therapist trainee trainer trustee tutor twin twins
  uncle vet waiter waitress watchman wife witness youngest daddy mama papa hire recruit volunteer pupil student candidate starter newcomer agents`);

/** What somebody is called of whom no more is said. */
export const SOMEBODY = words("anyone bloke boy chap everyone fella fellow gent gentleman girl guy he he's kid lad lady man one person she she's somebody someone somebody's someone's they who who's woman i i'm youngster");

/** With what letters end, in some languages of Europe; a name follows. */
export const SIGN_OFFS = words(`
  regards sincerely wishes faithfully greetings yours truly groet groeten groetjes pozdrawiam pozdrowienia saludos cordialement gruss gruß grusse grüße grüsse grüßen grussen saluti saluto hilsen hilsning halsning hälsning halsningar hälsningar mvh mfg
  abraços abracos abrazos besos atentamente atenciosamente sinceramente terveisin üdvözlettel udvozlettel`);
