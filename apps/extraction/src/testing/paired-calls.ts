/** The same matter twice, well and badly ended; A agent, C customer. */
export interface PairedCalls {
  readonly matter: string;
  readonly content: readonly string[];
  readonly displeased: readonly string[];
}

const pair = (matter: string, content: readonly string[], displeased: readonly string[]): PairedCalls => ({ matter, content, displeased });

export const PAIRED_CALLS: readonly PairedCalls[] = [
  pair(
    'a washing machine repair that was solved at the end',
    ['A: Hello, repairs.', 'C: My washing machine has been leaking again, this is the second visit and I was starting to lose hope.', 'A: The engineer found the seal.', 'C: Yes, he just left. It is dry as a bone now.', 'A: Anything else?', 'C: No, that was all. It runs quieter than the day we bought it.'],
    ['A: Hello, repairs.', 'C: Good morning, I hope you are well. Your engineer came on time and was perfectly pleasant.', 'A: Good.', 'C: The machine is leaking exactly as it did before he came.', 'A: I can book another visit.', 'C: You may as well not. I will have it taken away. Thank you for your time.'],
  ),
  pair(
    'a cold letter about a bank charge',
    ['A: Accounts, this is Noor.', 'C: I had a letter about a charge of twelve pounds.', 'A: That was our error, it has been reversed.', 'C: Ah, right you are. I did wonder. You are very quick off the mark there.', 'A: It will show tomorrow.', 'C: Champion. All the best to you.'],
    ['A: Accounts, this is Noor.', 'C: I am in receipt of your letter concerning a charge of twelve pounds.', 'A: That was our error, it has been reversed.', 'C: I see. It is the third such error since March, and on each occasion I have been the one to discover it.', 'A: It will show tomorrow.', 'C: One would hope so. Kindly make sure that it does not occur again.'],
  ),
  pair(
    'negated words',
    ['A: How did you find the course?', 'C: I can not say a bad word about it. Not once was I bored, and I am not easy to please.', 'A: And the tutor?', 'C: Never lost her temper with us, and nothing was too much trouble.', 'A: I see.', 'C: I would not have missed it.'],
    ['A: How did you find the course?', 'C: I can not say that it was good. Not once did I feel welcome, and I am not hard to please.', 'A: And the tutor?', 'C: Never smiled, never helped anyone, and was not what I would call prepared.', 'A: I see.', 'C: I would not do it again.'],
  ),
  pair(
    'irony about a late train refund',
    ['A: Rail refunds.', 'C: I sent the form for the delayed train yesterday.', 'A: It is approved, it takes three days.', 'C: Three days, is that all? I was bracing myself for a month.', 'A: Yes.', 'C: Well, that has cheered me up no end.'],
    ['A: Rail refunds.', 'C: I sent the form for the delayed train in June.', 'A: It is in the queue, it takes three months.', 'C: Three months. I do admire the symmetry, your trains and your refunds running to the same timetable.', 'A: Yes.', 'C: Well, that has made my afternoon. I shall sit by the letter box.'],
  ),
  pair(
    'a dog at the kennels',
    ['A: Happy Paws.', 'C: Hi, it is about Biscuit, we picked him up on Sunday.', 'A: Is he okay?', 'C: He is asleep on my feet, worn out from all that running about. He has never come home so relaxed.', 'A: He was a sweetheart.', 'C: We are going away in May, so pencil him in.'],
    ['A: Happy Paws.', 'C: Hi, it is about Biscuit, we picked him up on Sunday.', 'A: Is he okay?', 'C: He has lost two kilos, he flinches when I lift my hand, and there is a sore on his leg that nobody mentioned.', 'A: He seemed fine.', 'C: We are at the vet now. Do not expect to see him again.'],
  ),
  pair(
    'a phone contract',
    ['A: Mobile sales.', 'C: I have been offered half the price elsewhere, can you do anything?', 'A: I can match it and double the data.', 'C: Oh, go on then. You have twisted my arm.', 'A: It starts today.', 'C: Lovely jubbly. That was a lot simpler than switching.'],
    ['A: Mobile sales.', 'C: I have been offered half the price elsewhere, can you do anything?', 'A: I can take one pound off.', 'C: One pound. After eleven years. Please, do not strain yourselves.', 'A: It starts today.', 'C: It will not be starting at all. I will take the other offer.'],
  ),
  pair(
    'a wedding cake',
    ['A: Crumb and Co.', 'C: I wanted to ring about the cake for Saturday.', 'A: How was it?', 'C: There was not a crumb left. My grandmother had three slices and asked who to marry to get another.', 'A: Oh!', 'C: The photographs are on their way to you.'],
    ['A: Crumb and Co.', 'C: I wanted to ring about the cake for Saturday.', 'A: How was it?', 'C: It had somebody else\'s name on it. We cut it in the kitchen so that the guests would not see.', 'A: Oh!', 'C: I have the photographs, if you would care to look at them. My sister cried.'],
  ),
  pair(
    'software for a small office',
    ['A: Support desk.', 'C: It is the import again, the one that kept hanging.', 'A: We pushed a fix last night.', 'C: Let me try. Oh. Oh, that is night and day.', 'A: Does it finish?', 'C: Done already. I take back everything I said on Monday.'],
    ['A: Support desk.', 'C: It is the import again, the one that kept hanging.', 'A: We pushed a fix last night.', 'C: Let me try. No. It is doing precisely what it did yesterday, only slower.', 'A: Does it finish?', 'C: It does not. I have now lost two afternoons to your fixes.'],
  ),
  pair(
    'a care home visit',
    ['A: Willow House.', 'C: I visited Dad on Thursday.', 'A: How did you find him?', 'C: He had shaved, he was laughing with the girls, and he beat me at cards. I drove home singing.', 'A: He is a character.', 'C: It means the world to us, it really does.'],
    ['A: Willow House.', 'C: I visited Dad on Thursday.', 'A: How did you find him?', 'C: In yesterday\'s shirt, with his lunch still in front of him at four in the afternoon, and his glasses on somebody else.', 'A: We have been short of staff.', 'C: That is not his doing, is it. I should like to speak to whoever runs the place.'],
  ),
  pair(
    'a formula of thanks',
    ['A: City Water.', 'C: Hello, the pressure is back, I can have a proper shower.', 'A: The main was replaced.', 'C: Your lads were out there in the rain till midnight. I took them tea.', 'A: I will note that.', 'C: Do. Thanks ever so.'],
    ['A: City Water.', 'C: Hello, the pressure is down again.', 'A: The main was replaced.', 'C: So I was informed. I am standing under something between a drip and a rumour.', 'A: I will note that.', 'C: You noted it last week. Thank you. Good afternoon.'],
  ),
  pair(
    'a car hire at the airport',
    ['A: Northline Cars.', 'C: I am calling about the blue estate I brought back this morning.', 'A: Yes?', 'C: Your chap upgraded us for nothing, showed us the child seats, and even drew us a map. It made the trip.', 'A: Right.', 'C: We will be booking the same again in August.'],
    ['A: Northline Cars.', 'C: I am calling about the blue estate I brought back this morning.', 'A: Yes?', 'C: I have just been charged four hundred for a scratch that is in the photo I took when you handed me the keys.', 'A: Right.', 'C: Take it off my card today, or I will be doing it through my bank.'],
  ),
  pair(
    'a hospital appointment',
    ['A: Outpatients.', 'C: I was told I might be seen sooner if there was a cancellation.', 'A: There is one tomorrow at nine.', 'C: Tomorrow? Oh, you have no idea what that means to me.', 'A: Bring the letter.', 'C: I will sleep tonight, at last.'],
    ['A: Outpatients.', 'C: I was told I would be seen in April, and it is now the end of June.', 'A: There is one in October.', 'C: October. And what am I to do with this leg until October?', 'A: See your doctor.', 'C: My doctor sent me to you. Round and round we go.'],
  ),
];
