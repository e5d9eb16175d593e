/** Some are not ASCII, as in every real squad. */
export const firstNames: readonly string[] = (
	'Amara Anton Aoife Ben Bianca Callum Carla Chidi Dana Dario Elena Elif Emeka Emma Femi Finn ' +
	'Freya Gareth Grace Hana Harry Hugo Ines Isla Ivan Jack Jana José Kai Kofi Lara Leon Lucía ' +
	'Luca Maeve Malik Marta Mateo Mia Milan Nadia Naomi Niamh Noah Nora Oliver Oscar Paula Petra ' +
	'Priya Rafael René Rhys Rosa Ryan Sana Silvia Sofia Tomás Tess Theo Uma Vera Yara Zoë'
).split(' ');

export const lastNames: readonly string[] = (
	"Adeyemi Alvarez Bakker Barnes Becker Bennett Brown Byrne Castro Chen Clarke Costa Cruz D'Arcy " +
	'Dias Doyle Dubois Evans Eze Fischer Fonseca Fraser García Gibson Grant Haddad Hansen Hughes ' +
	'Ito Jansen Jensen Jones Kamara Keller Khan Kim Kovačević Kowalski Larsen Laurent Lewis Lopez ' +
	"Mbeki Meyer Moreau Morgan Müller Murphy Ndiaye Nguyen Novak Núñez O'Brien O'Connor Okafor " +
	'Olsen Park Patel Pereira Quinn Reid Ricci Rossi Roy Santos Sato Schmidt Shaw Silva Singh ' +
	'Smith Sousa Tanaka Taylor Thomas Traoré Vasquez Vega Walker Walsh Weber Williams Wright Young'
).split(' ');

/** Clubs that the invented team plays against. */
export const opponents: readonly string[] = [
	'Harbour Rovers',
	'Northgate United',
	'St. Alban RFC',
	'Rivermouth',
	'Old Mill Athletic',
	'Königsfeld',
	'Eastfield Academy',
];

/** Lower case, no accents, letters only. */
export function toEmailName(name: string): string {
	return name
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z]/g, '');
}
